import { describe, expect, it } from 'vitest';
import { correlationId } from './correlation-id';

describe('the correlation id', () => {
  it.each([8, 64])('keeps an id of %i characters from the request', (length) => {
    const id = 'a'.repeat(length);
    expect(correlationId(id)).toBe(id);
  });

  it.each([7, 65])('replaces an id of %i characters', (length) => {
    const id = 'a'.repeat(length);
    expect(correlationId(id)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([null, '', 'with spaces in it', 'line\nbreak'])('replaces %j', (id) => {
    expect(correlationId(id)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
