import { requestIdHeader } from '@taskyard/contracts/request-id';
import { webBodyLimitBytes } from '@taskyard/contracts/request-limits';

/**
 * The answer to a request whose body no page takes; undefined for all others. Only the headers are read: Next keeps the
 * body of a request in memory while `proxy.ts` runs.
 */
export function refuseBody(headers: Headers, requestId: string): Response | undefined {
  if (headers.has('transfer-encoding')) {
    return problem(411, 'length_required', 'Send the length of the body.', requestId);
  }
  if (Number(headers.get('content-length') ?? 0) <= webBodyLimitBytes) return undefined;
  return problem(413, 'payload_too_large', `Pages take at most ${webBodyLimitBytes} bytes.`, requestId);
}

function problem(status: number, code: string, detail: string, requestId: string): Response {
  const title = status === 411 ? 'Length Required' : 'Payload Too Large';
  return Response.json(
    { type: `urn:taskyard:problem:${code}`, title, status, detail, code, correlationId: requestId },
    {
      status,
      headers: {
        'Content-Type': 'application/problem+json; charset=utf-8',
        'Cache-Control': 'no-store',
        [requestIdHeader]: requestId,
        // The rest of the body is not read.
        Connection: 'close',
      },
    },
  );
}
