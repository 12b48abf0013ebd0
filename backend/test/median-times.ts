/** The median time of each action in milliseconds. The actions take turns, so other load slows all of them equally. */
export async function medianTimes<Name extends string>(
  actions: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const named = Object.entries(actions) as [Name, () => Promise<unknown>][];
  const times = new Map(named.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, action] of named) {
      const start = performance.now();
      await action();
      times.get(name)?.push(performance.now() - start);
    }
  }
  const medians = [...times].map(([name, values]) => [name, values.sort((a, b) => a - b)[rounds >> 1]]);
  return Object.fromEntries(medians);
}
