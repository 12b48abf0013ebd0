/** pino's level of a warning. The terminal shows warnings and errors. */
const warningLevel = 40;
const levelNames: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/**
 * One line of a service's output as the terminal shows it, or `undefined` when it only belongs in the log file. The backend
 * writes pino's JSON, which is selected by its level. Other lines (a stack trace, a tool's message) are shown unchanged
 * when `plainText` is true.
 */
export function terminalLine(service: string, line: string, plainText: boolean): string | undefined {
  const entry = parse(line);
  if (entry === undefined) return plainText && line.trim() !== '' ? `[${service}] ${line}` : undefined;
  if (entry.level < warningLevel) return undefined;
  const request = entry.req === undefined ? '' : ` ${entry.req.method ?? ''} ${entry.req.path ?? ''}`;
  const cause = entry.err?.message === undefined || entry.err.message === entry.msg ? '' : ` (${entry.err.message})`;
  return `[${service}] ${levelNames[entry.level] ?? entry.level}:${request} ${entry.msg ?? ''}${cause}`;
}

interface LogEntry {
  readonly level: number;
  readonly msg?: string;
  readonly req?: { readonly method?: string; readonly path?: string };
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
