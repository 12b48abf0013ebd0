import { requestIdPattern } from '@taskyard/contracts/request-id';

/** The inbound `X-Request-Id` when it has the agreed form, else a fresh one: it ends up in logs and headers. */
export function correlationId(inbound: string | null): string {
  return inbound !== null && requestIdPattern.test(inbound) ? inbound : crypto.randomUUID();
}
