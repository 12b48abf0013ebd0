import type { Measurements } from '../scenario.ts';
import type { Traffic, TrafficReport } from '../traffic/traffic.ts';

/** Requests that a change must survive. */
const requiredRequests = 5_000;

/**
 * Fails unless no request failed, enough were sent and every acknowledged write is found again.
 * @returns the numbers for the table
 */
export async function withoutFailure(traffic: Traffic, report: TrafficReport): Promise<Measurements> {
  if (report.failed > 0)
    throw new Error(
      `${report.failed} of ${report.sent} requests failed, for ${report.outageSeconds} s: ${report.failures}`,
    );
  if (report.sent < requiredRequests)
    throw new Error(`only ${report.sent} requests were sent; ${requiredRequests} are required`);
  return { ...(await nothingLost(traffic)), ...numbers(report) };
}

/** Fails when an acknowledged write is lost. For changes that may interrupt the service. */
export async function withOutage(
  traffic: Traffic,
  report: TrafficReport,
  allowedSeconds: number,
): Promise<Measurements> {
  if (report.outageSeconds > allowedSeconds)
    throw new Error(
      `requests failed for ${report.outageSeconds} s, ${allowedSeconds} s are allowed: ${report.failures}`,
    );
  return { ...(await nothingLost(traffic)), ...numbers(report), 'outage, s': report.outageSeconds };
}

async function nothingLost({ writes }: Traffic): Promise<Measurements> {
  const lost = await writes.lost();
  if (lost.length > 0)
    throw new Error(`${lost.length} of ${writes.count} writes are lost: ${lost.slice(0, 5).join('; ')}`);
  return { 'writes read back': writes.count };
}

function numbers({ sent, failed, p99Ms, changeSeconds }: TrafficReport): Measurements {
  return { requests: sent, failed, 'p99, ms': p99Ms, 'change, s': changeSeconds };
}

/** Fails when an object has another UID than before, or is gone. */
export function sameObjects(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): void {
  const replaced = Object.keys(before).filter((name) => before[name] !== after[name]);
  if (replaced.length > 0) throw new Error(`replaced instead of updated: ${replaced.join(', ')}`);
}
