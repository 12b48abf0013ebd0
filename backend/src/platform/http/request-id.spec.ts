import { expect, it } from 'vitest';
import { requestIdOf } from './request-id.ts';

it('keeps a valid id of the client', () => {
  expect(requestIdOf({ headers: { 'x-request-id': 'checkout-4f1c.9' } })).toBe('checkout-4f1c.9');
});

it.each([undefined, '', 'short', 'x'.repeat(65), 'new\nline-in-a-log', '<script>alert(1)</script>'])(
  'replaces %j with a new id',
  (given) => {
    const id = requestIdOf({ headers: given === undefined ? {} : { 'x-request-id': given } });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  },
);
