import { describe, expect, it } from 'vitest';
import { ApiFailure } from './failure';
import { failureText } from './failure-text';

const answer = (status: number, headers?: HeadersInit) => new Response(null, { status, headers });

const problem = (code: string, errors?: { field: string; message: string }[]) => ({
  type: `urn:taskyard:problem:${code}`,
  title: code,
  status: 422,
  detail: 'Some fields are wrong.',
  code,
  correlationId: 'abc-123',
  errors,
});

describe('the text for a failure', () => {
  it('says to check the network without an answer', () => {
    expect(failureText(ApiFailure.offline(), 'save the task').advice).toContain('Check your network');
  });

  it('gives the reference of a server error', () => {
    const failure = ApiFailure.fromAnswer(answer(500), problem('internal_error'));
    expect(failureText(failure, 'save the task').advice).toContain('abc-123');
  });

  it('accepts an answer that is not a problem document', () => {
    expect(failureText(ApiFailure.fromAnswer(answer(502), '<html>'), 'load tasks')).toEqual({
      title: 'Could not load tasks',
      advice: 'Something went wrong on our side. Try again in a moment.',
    });
  });

  it('takes the first field message of invalid input', () => {
    const failure = ApiFailure.fromAnswer(
      answer(422),
      problem('validation_failed', [{ field: 'title', message: 'Too long' }]),
    );
    expect(failureText(failure, 'save the task').advice).toBe('Too long');
    expect(failure.fields).toEqual({ title: 'Too long' });
  });

  it.each([
    ['1', 'in a second'],
    ['45', 'in 45 seconds'],
    ['840', 'in 14 minutes'],
    ['7300', 'in 3 hours'],
  ])('says for a limit of %s seconds to try again %s', (seconds, words) => {
    const failure = ApiFailure.fromAnswer(answer(429, { 'Retry-After': seconds }), problem('rate_limited'));
    expect(failureText(failure, 'sign in').advice).toBe(`Too many requests. Try again ${words}.`);
  });
});
