/** From 0, guessed at once, to 4, hard to guess. */
export type PasswordScore = 0 | 1 | 2 | 3 | 4;

let estimator: Promise<(password: string) => PasswordScore> | undefined;

/**
 * Estimates how many guesses a password takes. Loads the estimator and its word lists with the first call: 210 kB
 * compressed, which only users who choose a password need. The password stays in the browser.
 */
export async function passwordScore(password: string): Promise<PasswordScore> {
  estimator ??= loadEstimator();
  return (await estimator)(password);
}

async function loadEstimator() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs: graphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs });
  return (password: string) => zxcvbn.check(password).score;
}
