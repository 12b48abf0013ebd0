import { describe, expect, it } from 'vitest';
import { parseEnvironment } from './environment.ts';

describe('the web environment', () => {
  it('is read without trailing slashes', () => {
    const environment = parseEnvironment({ AUTH_API_URL: 'http://auth:4000/', TASKS_API_URL: 'http://tasks:4000' });
    expect(environment.AUTH_API_URL).toBe('http://auth:4000');
    expect(environment.PUBLIC_ORIGIN).toBe('http://localhost:3000');
  });

  it('names every wrong key at once', () => {
    const parse = () => parseEnvironment({ TASKS_API_URL: 'ftp://tasks', PUBLIC_ORIGIN: 'nowhere' });
    expect(parse).toThrow(/AUTH_API_URL is required[\s\S]*TASKS_API_URL must be[\s\S]*PUBLIC_ORIGIN must be/);
  });
});
