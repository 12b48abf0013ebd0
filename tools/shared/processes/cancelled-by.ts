/** execa's option for an optional signal: its type does not allow `undefined`. */
export function cancelledBy(signal: AbortSignal | undefined): { cancelSignal?: AbortSignal } {
  return signal === undefined ? {} : { cancelSignal: signal };
}
