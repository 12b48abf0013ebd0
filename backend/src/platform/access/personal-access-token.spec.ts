import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  hasPersonalAccessTokenPrefix,
  isWellFormed,
  newPersonalAccessToken,
  personalAccessTokenPattern,
} from './personal-access-token.ts';
import { sha256 } from './sha256.ts';

it('creates unique tokens in the form that is documented for secret scanners', () => {
  const tokens = Array.from({ length: 1_000 }, newPersonalAccessToken);
  const page = readFileSync(new URL('../../../../docs/personal-access-tokens.md', import.meta.url), 'utf8');
  expect(page).toContain(`\n${personalAccessTokenPattern.source.slice(1, -1)}\n`);
  for (const token of tokens) expect(token).toMatch(personalAccessTokenPattern);
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(tokens.every((token) => hasPersonalAccessTokenPrefix(token) && isWellFormed(token))).toBe(true);
});

it('uses every letter and digit about equally often', () => {
  const counts = new Map<string, number>();
  for (let made = 0; made < 2_000; made++) {
    for (const character of newPersonalAccessToken().slice(8, 40)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  expect(counts.size).toBe(62);
  // 64,000 characters make about 1,032 of each; 6 standard deviations are 191.
  for (const count of counts.values()) expect(Math.abs(count - 64_000 / 62)).toBeLessThan(191);
});

it('detects a changed character anywhere without the database', () => {
  const token = newPersonalAccessToken();
  for (let place = 0; place < token.length; place++) {
    const other = token[place] === 'a' ? 'b' : 'a';
    expect(isWellFormed(token.slice(0, place) + other + token.slice(place + 1))).toBe(false);
  }
  expect(isWellFormed(`${token} `)).toBe(false);
  expect(isWellFormed(token.slice(0, -1))).toBe(false);
});

it('stores the SHA-256 of the token', () => {
  // printf tyd_pat_x | sha256sum
  const digest = '96c4856453334bbf515d33a6df4cc5cdfe20583e3ba1d2d3c1544d827b6fd900';
  expect(sha256('tyd_pat_x').toString('hex')).toBe(digest);
});
