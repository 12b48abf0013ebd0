/**
 * The median time of each of several acts, in milliseconds. They take turns, so that whatever else the machine does slows
 * all of them alike.
 */
export async function medianTimes<Name extends string>(
  acts: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const named = Object.entries(acts) as [Name, () => Promise<unknown>][];
  const times = new Map(named.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, act] of named) {
      const start = performance.now();
      await act();
      times.get(name)?.push(performance.now() - start);
    }
  }
  const medians = [...times].map(([name, values]) => [name, values.sort((a, b) => a - b)[rounds >> 1]]);
  return Object.fromEntries(medians);
}
