import { password } from '@taskyard/contracts/fields';

const refusedRanks = 10_000;

let common: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether a password is one of the 10,000 most common, whatever its case. The list is read when it is first asked for:
 * that takes 10 ms and 3 MB, which a process where nobody chooses a password never spends.
 */
export async function isCommon(candidate: string): Promise<boolean> {
  common ??= readList();
  return (await common).has(candidate.toLowerCase());
}

async function readList(): Promise<ReadonlySet<string>> {
  const { default: ranked } = await import('@zxcvbn-ts/language-common/dist/passwords.json.mjs');
  // Two thirds are shorter than any password may be.
  return new Set(ranked.slice(0, refusedRanks).filter((candidate) => candidate.length >= password.minLength));
}
