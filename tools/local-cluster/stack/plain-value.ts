/** The key of a marked value in Pulumi's wire format. */
const signature = '4dabf18193072939515e22adb298388d';

/** A value without the marks of Pulumi for secrets and outputs. */
export function plain(value: unknown): unknown {
  if (value === undefined) return undefined;
  return JSON.parse(
    JSON.stringify(value, (_, nested: unknown) => {
      const isMarked = typeof nested === 'object' && nested !== null && signature in nested && 'value' in nested;
      return isMarked ? nested.value : nested;
    }),
  );
}
