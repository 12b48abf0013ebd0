import { expect, it } from 'vitest';
import { nextRelease } from './next-version.ts';

const commit = (subject: string, body = '') => ({ hash: 'abcdef0123456789', subject, body });

it.each([
  ['v1.2.3', ['fix: a'], 'v1.2.4'],
  ['v1.2.3', ['fix: a', 'feat(web): b', 'chore: c'], 'v1.3.0'],
  ['v1.2.3', ['feat!: a', 'fix: b'], 'v2.0.0'],
  ['v0.4.1', ['feat!: a'], 'v0.5.0'],
  ['v0.9.9', ['perf(stacks): a'], 'v0.9.10'],
  [undefined, ['feat: the beginning'], 'v0.1.0'],
])('after %s, the commits %j make %s', (last, subjects, tag) => {
  expect(
    nextRelease(
      last,
      subjects.map((subject) => commit(subject)),
    )?.tag,
  ).toBe(tag);
});

it('treats a BREAKING CHANGE footer as a breaking change', () => {
  const commits = [commit('fix(auth): shorter sessions', 'Why.\n\nBREAKING CHANGE: sign in again')];
  expect(nextRelease('v1.0.0', commits)?.tag).toBe('v2.0.0');
});

it('makes no release when nothing changes for users', () => {
  expect(
    nextRelease(
      'v1.0.0',
      ['docs: a', 'ci: b', 'test: c', 'Merge branch x'].map((s) => commit(s)),
    ),
  ).toBeUndefined();
});

it('groups the changes in the notes and names their commits', () => {
  const release = nextRelease('v1.0.0', [commit('fix: tea'), commit('feat(web): coffee'), commit('chore: cups')]);
  expect(release?.notes).toBe('### New\n\n- **web**: coffee (abcdef0)\n\n### Fixed\n\n- tea (abcdef0)\n');
});
