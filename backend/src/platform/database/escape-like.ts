/** Escapes the wildcards and the escape character of SQL's LIKE. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
