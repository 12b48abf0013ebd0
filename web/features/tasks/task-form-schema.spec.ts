import { describe, expect, it } from 'vitest';
import { taskFixture } from './task.fixture.ts';
import { changesTo, draftFrom, emptyForm, formValues, taskFormSchema } from './task-form-schema.ts';

const task = taskFixture(1, { due_date: '2026-12-24' });

describe('the task form', () => {
  it('turns empty text into null', () => {
    expect(draftFrom({ ...emptyForm, title: 'x', description: '  ' })).toMatchObject({
      description: null,
      due_date: null,
    });
  });

  it('sends only changed fields', () => {
    const draft = draftFrom({ ...formValues(task), title: 'New title', due_date: '' });
    expect(changesTo(task, draft)).toEqual({ title: 'New title', due_date: null });
  });

  it.each([
    ['title', '   '],
    ['title', 'x'.repeat(256)],
    ['description', 'x'.repeat(10_001)],
    ['due_date', '2026-02-30'],
  ])('refuses an invalid %s', (field, value) => {
    const result = taskFormSchema.safeParse({ ...emptyForm, title: 'x', [field]: value });
    expect(result.error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });

  it('keeps markup and emoji unchanged', () => {
    const title = `<script>alert('🚂')</script>`;
    expect(taskFormSchema.parse({ ...emptyForm, title }).title).toBe(title);
  });
});
