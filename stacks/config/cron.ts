const fields = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'day of week', least: 0, most: 7 },
] as const;

/** What is wrong with a five-field cron schedule as Kubernetes reads it (numbers only); undefined when nothing is. */
export function cronProblem(schedule: string): string | undefined {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return `must have five fields (${fields.map((field) => field.name).join(', ')}), such as "15 2 * * *"`;
  }
  for (const [index, field] of fields.entries()) {
    if (!parts[index]?.split(',').every((part) => fits(part, field.least, field.most))) {
      return `${field.name} must be *, a number, a range or a step between ${field.least} and ${field.most}`;
    }
  }
  return undefined;
}

function fits(part: string, least: number, most: number): boolean {
  const match = /^(\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!match) return false;
  const [, , from, to, step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === undefined) return true;
  const first = Number(from);
  const last = to === undefined ? first : Number(to);
  return first >= least && last <= most && first <= last;
}
