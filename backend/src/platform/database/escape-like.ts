/** The text with LIKE's wildcards and its escape character standing for themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
