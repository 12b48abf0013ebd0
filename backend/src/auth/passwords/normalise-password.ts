/**
 * Returns a password in the form in which it is hashed (NFKC, as NIST 800-63B asks). So `é` typed as one character and
 * `é` typed as a letter and an accent are the same password.
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}
