/** The order in which an engine deleted things, by type. */
export interface Deletions {
  /** Whether every resource of `first` was gone before the first of `then` was asked to go; false where either is missing. */
  isGoneBefore(first: string, then: string): boolean;
}

/** Reads ` -  type name deleting (0s)` and ` -  type name deleted (1s)` lines of `pulumi destroy`, in their order. */
export function deletions(output: string): Deletions {
  const steps = output
    .split('\n')
    .map((line) => /^\s*-\s+(\S+) (\S+) (deleting|deleted)\b/.exec(line))
    .flatMap((match) => (match === null ? [] : [{ type: match[1], state: match[3] }]));
  const positions = (type: string, state: string) =>
    steps.flatMap((step, index) => (step.type === type && step.state === state ? [index] : []));
  return {
    isGoneBefore(first, then) {
      const [gone, asked] = [positions(first, 'deleted'), positions(then, 'deleting')];
      return gone.length > 0 && asked.length > 0 && Math.max(...gone) < Math.min(...asked);
    },
  };
}
