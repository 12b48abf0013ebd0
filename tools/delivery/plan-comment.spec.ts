import { expect, it } from 'vitest';
import { commentMarker, planComment } from './plan-comment.ts';

const commit = '0123456789abcdef';

it('shows each stack in its own <details> under one marker', () => {
  const comment = planComment(commit, [
    { stack: 'dev', markdown: '| a | b |' },
    { stack: 'prod', markdown: '| c | d |' },
  ]);
  expect(comment.startsWith(`${commentMarker}\n\n### Plan of every stack at 0123456\n`)).toBe(true);
  expect(comment).toContain('<details><summary><b>dev</b></summary>\n\n| a | b |\n\n</details>');
  expect(comment).toContain('<b>prod</b>');
});

it('removes tags, mentions, references and pictures from the plan of a fork', () => {
  const markdown = `</details>${commentMarker}<img src=x> @admin see #1 ![p](https://example.com/p.png)`;
  const comment = planComment(commit, [{ stack: 'dev', markdown }]);
  expect(comment.match(/<\/details>/g)).toHaveLength(1);
  expect(comment.split(commentMarker)).toHaveLength(2);
  expect(comment).not.toMatch(/<img|@admin|#1|!\[/);
});

it('cuts a plan that is too long for GitHub', () => {
  const plans = ['a', 'b', 'c', 'd'].map((stack) => ({ stack, markdown: 'x'.repeat(100_000) }));
  const comment = planComment(commit, plans);
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toContain('… cut;');
});
