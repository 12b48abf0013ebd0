import { expect, it } from 'vitest';
import { sha256 } from '../../platform/access/sha256.ts';
import { formatRecoveryCode, newRecoveryCode, parseRecoveryCode } from './recovery-code.ts';

it('codes are random, and written in six groups without letters that are easily mistaken', () => {
  const codes = Array.from({ length: 1_000 }, () => formatRecoveryCode(newRecoveryCode()));
  expect(new Set(codes).size).toBe(1_000);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  // All 32 characters: each carries 5 bits, 120 in all.
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
});

it.each([
  '40T7-Q91K-XB2M-WEHZ-5C71-RDVN',
  '40t7-q91k-xb2m-wehz-5c71-rdvn',
  ' 40T7 Q91K XB2M WEHZ 5C71 RDVN ',
  '40T7Q91KXB2MWEHZ5C71RDVN',
  '4OT7-Q9IK-XB2M-WEHZ-5C71-RDVN',
  '4oT7-Q9lK-XB2M-WEHZ-5C71-RDVN',
])('%j is read as the code it was meant to be', (typed) => {
  expect(parseRecoveryCode(typed)).toBe('40T7Q91KXB2MWEHZ5C71RDVN');
});

it.each([
  '',
  '123456',
  '40T7-Q91K-XB2M-WEHZ-5C71',
  '40T7-Q91K-XB2M-WEHZ-5C71-RDVN-0',
  '40T7-Q91K-XB2M-WEHZ-5C71-RDV!',
  '４０Ｔ7-Q91K-XB2M-WEHZ-5C71-RDVN',
])('%j cannot be a code', (typed) => {
  expect(parseRecoveryCode(typed)).toBeUndefined();
});

it('what is kept of a code does not show it', () => {
  const code = newRecoveryCode();
  expect(sha256(code)).toHaveLength(32);
  expect(sha256(code).includes(code)).toBe(false);
});
