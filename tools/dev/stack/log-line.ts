/** pino's number for a warning; everything from there up is for the person at the terminal. */
const WARN = 40;
const NAMES: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/**
 * One line of a service's output as the terminal should show it, or `undefined` for what only belongs in the log file.
 * The backend writes pino's JSON, judged by its level; whatever is not JSON (a stack trace, a tool's message) is shown
 * as it is when `plainText` is wanted.
 */
export function terminalLine(service: string, line: string, plainText: boolean): string | undefined {
  const entry = parse(line);
  if (entry === undefined) return plainText && line.trim() !== '' ? `[${service}] ${line}` : undefined;
  if (entry.level < WARN) return undefined;
  const request = entry.req === undefined ? '' : ` ${entry.req.method ?? ''} ${entry.req.url ?? ''}`;
  const cause = entry.err?.message === undefined || entry.err.message === entry.msg ? '' : ` (${entry.err.message})`;
  return `[${service}] ${NAMES[entry.level] ?? entry.level}:${request} ${entry.msg ?? ''}${cause}`;
}

interface LogEntry {
  readonly level: number;
  readonly msg?: string;
  readonly req?: { readonly method?: string; readonly url?: string };
  readonly err?: { readonly message?: string };
}

function parse(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    const isEntry = typeof value === 'object' && value !== null && 'level' in value && typeof value.level === 'number';
    return isEntry ? (value as LogEntry) : undefined;
  } catch {
    return undefined;
  }
}
