/** The part of a delivery error that may be logged. */
interface DeliveryFailure {
  readonly reason: string;
  /** The SMTP status code. */
  readonly responseCode?: number;
  /** Whether a retry may succeed. */
  readonly mayPass: boolean;
}

/** nodemailer's codes for connection errors. */
const connectionCodes = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS']);

/**
 * Keeps only codes: error messages of servers and of the database repeat addresses, and query parameters hold tokens.
 */
export function deliveryFailure(error: unknown): DeliveryFailure {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const reason = typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
  if (typeof responseCode !== 'number') return { reason, mayPass: connectionCodes.has(reason) };
  // RFC 5321, 4.2.1: 4yz means try again, 5yz means do not.
  return { reason, responseCode, mayPass: responseCode >= 400 && responseCode < 500 };
}
