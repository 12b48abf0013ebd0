/** The order in which an engine deleted resources, by type. */
interface DeletionOrder {
  /** Whether all resources of type `first` were deleted before any of type `then`; false if either type is missing. */
  isDeletedBefore(first: string, then: string): boolean;
}

/** Reads the lines ` -  type name deleting (0s)` and ` -  type name deleted (1s)` of `pulumi destroy`. */
export function deletionOrder(output: string): DeletionOrder {
  const steps = output
    .split('\n')
    .map((line) => /^\s*-\s+(\S+) (\S+) (deleting|deleted)\b/.exec(line))
    .flatMap((match) => (match === null ? [] : [{ type: match[1], state: match[3] }]));
  const positions = (type: string, state: string) =>
    steps.flatMap((step, index) => (step.type === type && step.state === state ? [index] : []));
  return {
    isDeletedBefore(first, then) {
      const [ends, starts] = [positions(first, 'deleted'), positions(then, 'deleting')];
      return ends.length > 0 && starts.length > 0 && Math.max(...ends) < Math.min(...starts);
    },
  };
}
