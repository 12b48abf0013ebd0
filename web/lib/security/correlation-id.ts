const saneId = /^[A-Za-z0-9._-]{1,128}$/;

/** The inbound `X-Request-Id` when it is short and plain, else a fresh one: it ends up in logs and headers. */
export function correlationId(inbound: string | null): string {
  return inbound !== null && saneId.test(inbound) ? inbound : crypto.randomUUID();
}
