/**
 * The one form of a password, however a keyboard composes its characters (NFKC, as NIST 800-63B asks): `é` typed as one
 * character or as a letter and its accent is the same password.
 */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}
