import { webBodyLimitBytes } from '@taskyard/contracts/request-limits';
import { expect, it } from 'vitest';
import { refuseBody } from './refuse-body.ts';

const statusOf = (headers: Record<string, string>) => refuseBody(new Headers(headers), 'request-1')?.status;

it('lets requests without a body and with a short one pass', () => {
  expect(statusOf({})).toBeUndefined();
  expect(statusOf({ 'content-length': '0' })).toBeUndefined();
  expect(statusOf({ 'content-length': String(webBodyLimitBytes) })).toBeUndefined();
});

it('refuses a long body, and one of unknown length, with a problem', async () => {
  expect(statusOf({ 'content-length': String(webBodyLimitBytes + 1) })).toBe(413);
  expect(statusOf({ 'transfer-encoding': 'chunked' })).toBe(411);
  const answer = refuseBody(new Headers({ 'content-length': '10485760' }), 'request-1');
  expect(answer?.headers.get('content-type')).toContain('application/problem+json');
  expect(await answer?.json()).toMatchObject({
    status: 413,
    code: 'payload_too_large',
    detail: 'Pages take at most 4096 bytes.',
    correlationId: 'request-1',
  });
});
