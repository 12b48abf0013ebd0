import { expect, it } from 'vitest';
import { MARKER, planComment } from './plan-comment.ts';

const commit = '0123456789abcdef';

it('each stack has its fold under one marker', () => {
  const comment = planComment(commit, [
    { stack: 'dev', markdown: '| a | b |' },
    { stack: 'prod', markdown: '| c | d |' },
  ]);
  expect(comment.startsWith(`${MARKER}\n\n### Plan of every stack at 0123456\n`)).toBe(true);
  expect(comment).toContain('<details><summary><b>dev</b></summary>\n\n| a | b |\n\n</details>');
  expect(comment).toContain('<b>prod</b>');
});

it('what a fork writes cannot break out, hide, call people or load a picture', () => {
  const markdown = `</details>${MARKER}<img src=x> @admin see #1 ![p](https://example.com/p.png)`;
  const comment = planComment(commit, [{ stack: 'dev', markdown }]);
  expect(comment.match(/<\/details>/g)).toHaveLength(1);
  expect(comment.split(MARKER)).toHaveLength(2);
  expect(comment).not.toMatch(/<img|@admin|#1|!\[/);
});

it('a plan that is too long is cut, and GitHub still takes the comment', () => {
  const plans = ['a', 'b', 'c', 'd'].map((stack) => ({ stack, markdown: 'x'.repeat(100_000) }));
  const comment = planComment(commit, plans);
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toContain('… cut;');
});
