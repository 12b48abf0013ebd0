import { requestIdPattern } from '@taskyard/contracts/request-id';

/** The id from the request when it has the agreed form, else a new one. It is written to logs and headers. */
export function correlationId(inbound: string | null): string {
  return inbound !== null && requestIdPattern.test(inbound) ? inbound : crypto.randomUUID();
}
