const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Calls `handle` at the first SIGINT or SIGTERM. Later ones are ignored: a terminal sends the signal to npm and to its program, and
 * npm passes its own on.
 *
 * @returns a function after which a signal ends this process again
 */
export function onStopSignal(handle: () => void): () => void {
  let isStopping = false;
  const listener = () => {
    if (isStopping) return;
    isStopping = true;
    handle();
  };
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
