import { describe, expect, it } from 'vitest';
import { stepOfCode, toBase32, totpUri } from './one-time-code.ts';

/** RFC 6238, appendix B. Its codes have eight digits; ours are the last six of them. */
const secret = Buffer.from('12345678901234567890');

describe('a one-time code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s is %s, as in RFC 6238', (seconds, code) => {
    expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [-60_000, undefined],
    [-30_000, 1],
    [0, 1],
    [30_000, 1],
    [60_000, undefined],
  ])('%i ms away is matched with step %s: at most one step early or late', (away, step) => {
    expect(stepOfCode(secret, '287082', 59_000 + away)).toBe(step);
  });

  it.each(['287083', '28708', '2870820', ''])('rejects %j', (code) => {
    expect(stepOfCode(secret, code, 59_000)).toBeUndefined();
  });
});

it('puts everything that an authenticator app needs into the URI of the QR code', () => {
  const uri = new URL(totpUri(secret, 'ada'));
  expect(`${uri.protocol}//${uri.host}${uri.pathname}`).toBe('otpauth://totp/Taskyard:ada');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Taskyard',
    secret: toBase32(secret),
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
