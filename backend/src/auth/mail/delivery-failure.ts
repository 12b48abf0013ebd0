/** What a log may say about an error on the way of a letter. */
export interface DeliveryFailure {
  readonly reason: string;
  /** Of SMTP. */
  readonly responseCode?: number;
  /** Whether another try may succeed. */
  readonly mayPass: boolean;
}

/** Of the connection, as nodemailer names them. */
const passingCodes = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS']);

/** Codes alone: messages of servers and of the database repeat addresses, and parameters have tokens. */
export function deliveryFailure(error: unknown): DeliveryFailure {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const reason = typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
  if (typeof responseCode !== 'number') return { reason, mayPass: passingCodes.has(reason) };
  // RFC 5321, 4.2.1: 4yz means try again, 5yz do not.
  return { reason, responseCode, mayPass: responseCode >= 400 && responseCode < 500 };
}
