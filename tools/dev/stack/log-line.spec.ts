import { expect, it } from 'vitest';
import { terminalLine } from './log-line.ts';

const line = (entry: object) => terminalLine('backend', JSON.stringify(entry), true);

it.each([
  ['does not show a success', { level: 30, msg: 'request completed' }, undefined],
  ['shows a warning', { level: 40, msg: 'slow query' }, '[backend] warning: slow query'],
  [
    'shows an error with its request and cause',
    { level: 50, msg: 'failed', req: { method: 'GET', path: '/api/tasks' }, err: { message: 'lost connection' } },
    '[backend] error: GET /api/tasks failed (lost connection)',
  ],
])('%s', (_, entry, expected) => expect(line(entry)).toBe(expected));

it('shows lines that are not JSON unchanged when asked to', () => {
  expect(terminalLine('web', '  at stack.ts:1', true)).toBe('[web]   at stack.ts:1');
  expect(terminalLine('web', '{broken', true)).toBe('[web] {broken');
  expect(terminalLine('web', 'Ready', false)).toBeUndefined();
  expect(terminalLine('web', '  ', true)).toBeUndefined();
});
