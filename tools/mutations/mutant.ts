/** A deliberate fault in one file, and the test that must notice it. */
export interface Mutant {
  /** What goes wrong, as a sentence without its full stop. Unique. */
  readonly name: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Text that occurs exactly once in the file. Short, so that it survives other changes. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: NamedTest;
}

export interface NamedTest {
  /** Path of the spec from the root of the repository. */
  readonly file: string;
  /** Full name, as Vitest prints it: `describe > it`. */
  readonly test: string;
}

/**
 * @returns the text with the fault in it
 * @throws when the text to find is not there exactly once
 */
export function mutate(text: string, { name, file, find, replace }: Mutant): string {
  const occurrences = text.split(find).length - 1;
  if (occurrences !== 1) {
    const why = occurrences === 0 ? 'is no longer in' : `occurs ${occurrences} times in`;
    throw new Error(`the mutant "${name}" no longer applies: update it. Its text ${why} ${file}: ${find}`);
  }
  return text.replace(find, () => replace);
}
