import { describe, expect, it } from 'vitest';
import { ApiFailure } from './failure';
import { failureText } from './failure-text';

const problem = (code: string, errors?: { field: string; message: string }[]) => ({
  type: `urn:taskyard:problem:${code}`,
  title: code,
  status: 422,
  detail: 'Some fields are wrong.',
  code,
  correlationId: 'abc-123',
  errors,
});

describe('the words for a failure', () => {
  it('say to check the network when no answer came', () => {
    expect(failureText(ApiFailure.offline(), 'save the task').advice).toContain('Check your network');
  });

  it('give the reference of a server error', () => {
    const failure = ApiFailure.fromAnswer(500, problem('internal_error'));
    expect(failureText(failure, 'save the task').advice).toContain('abc-123');
  });

  it('survive an answer that is not a problem document', () => {
    expect(failureText(ApiFailure.fromAnswer(502, '<html>'), 'load tasks')).toEqual({
      title: 'Could not load tasks',
      advice: 'Something is wrong on our side. Try again in a moment.',
    });
  });

  it('take the first field message of refused input', () => {
    const failure = ApiFailure.fromAnswer(422, problem('validation_failed', [{ field: 'title', message: 'Too long' }]));
    expect(failureText(failure, 'save the task').advice).toBe('Too long');
    expect(failure.fields).toEqual({ title: 'Too long' });
  });
});
