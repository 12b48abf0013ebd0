import { expect, it } from 'vitest';
import { sha256 } from '../../platform/access/sha256.ts';
import { formatRecoveryCode, newRecoveryCode, parseRecoveryCode } from './recovery-code.ts';

it('creates random codes in six groups, without characters that are easily confused', () => {
  const codes = Array.from({ length: 1_000 }, () => formatRecoveryCode(newRecoveryCode()));
  expect(new Set(codes).size).toBe(1_000);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  // All 32 characters appear: each carries 5 bits, 120 in total.
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

it.each([
  '40T7-Q91K-XB2M-WEHZ-5C71-RDVN',
  '40t7-q91k-xb2m-wehz-5c71-rdvn',
  ' 40T7 Q91K XB2M WEHZ 5C71 RDVN ',
  '40T7Q91KXB2MWEHZ5C71RDVN',
  '4OT7-Q9IK-XB2M-WEHZ-5C71-RDVN',
  '4oT7-Q9lK-XB2M-WEHZ-5C71-RDVN',
])('reads %j as the code that was meant', (typed) => {
  expect(parseRecoveryCode(typed)).toBe('40T7Q91KXB2MWEHZ5C71RDVN');
});

it.each([
  '',
  '123456',
  '40T7-Q91K-XB2M-WEHZ-5C71',
  '40T7-Q91K-XB2M-WEHZ-5C71-RDVN-0',
  '40T7-Q91K-XB2M-WEHZ-5C71-RDV!',
  '４０Ｔ7-Q91K-XB2M-WEHZ-5C71-RDVN',
])('rejects %j', (typed) => {
  expect(parseRecoveryCode(typed)).toBeUndefined();
});

it('stores a hash that does not contain the code', () => {
  const code = newRecoveryCode();
  expect(sha256(code)).toHaveLength(32);
  expect(sha256(code).includes(code)).toBe(false);
});
