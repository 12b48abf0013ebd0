/** The search parameters that were given once; repeated ones are ignored. */
export function singleValues(search: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new URLSearchParams(entries);
}
