/** Runs a step, and reports its name and how long it took. */
export async function step<T>(report: (line: string) => void, name: string, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  report(`${name} …`);
  const result = await run();
  report(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
