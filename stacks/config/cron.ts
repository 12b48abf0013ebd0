import { CronExpressionParser } from 'cron-parser';

const fields = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of week', min: 0, max: 7 },
] as const;

/** What is wrong with a five-field cron schedule of a Kubernetes CronJob (numbers only); undefined when it is valid. */
export function cronProblem(schedule: string): string | undefined {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return `must have five fields (${fields.map((field) => field.name).join(', ')}), such as "15 2 * * *"`;
  }
  const wrong = fields.find((_, index) => !isValid(parts[index] ?? '', index));
  return wrong && `${wrong.name} must be *, a number, a range or a step between ${wrong.min} and ${wrong.max}`;
}

/** Parses one field alone, so that the message can name it. */
function isValid(part: string, index: number): boolean {
  // cron-parser also reads names, `L`, `#` and `?`. Kubernetes does not read all of them.
  if (!/^[\d*,/-]+$/.test(part)) return false;
  try {
    CronExpressionParser.parse(fields.map((_, at) => (at === index ? part : '*')).join(' '));
    return true;
  } catch {
    return false;
  }
}
