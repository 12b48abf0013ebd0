/** execa's option for a signal that may not be there (its type refuses `undefined`). */
export function cancelledBy(signal: AbortSignal | undefined): { cancelSignal?: AbortSignal } {
  return signal === undefined ? {} : { cancelSignal: signal };
}
