import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

describe('the content security policy', () => {
  it('allows scripts and styles by nonce only in production', () => {
    const policy = contentSecurityPolicy({ nonce: 'abc', development: false, secure: true });
    expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic';`);
    expect(policy).toContain(`style-src 'self' 'nonce-abc';`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain('upgrade-insecure-requests');
  });

  it('allows what the tools of the development server need', () => {
    const policy = contentSecurityPolicy({ nonce: 'abc', development: true, secure: false });
    expect(policy).toContain(`'unsafe-eval'`);
    expect(policy).not.toContain('upgrade-insecure-requests');
  });
});
