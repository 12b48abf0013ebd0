import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { normalisePassword } from './normalise-password.ts';

const prefixLength = 5;
const timeoutMs = 2_000;

/**
 * Asks a range service, such as that of Have I Been Pwned, whether a password was stolen elsewhere. The service gets the
 * first five digits of the password's SHA-1 (k-anonymity) and answers with the rest of all hashes that start so. It
 * learns neither the password nor the user.
 */
@Injectable()
export class BreachedPasswordsService {
  private readonly logger = new Logger(BreachedPasswordsService.name);

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  /** False also when no service is configured, or it fails: users must be able to change a password at any time. */
  async has(password: string): Promise<boolean> {
    const { BREACHED_PASSWORDS_URL: url } = this.environment;
    if (url === undefined) return false;
    const hash = createHash('sha1').update(normalisePassword(password)).digest('hex').toUpperCase();
    const [prefix, suffix] = [hash.slice(0, prefixLength), hash.slice(prefixLength)];
    try {
      return isListed(suffix, await this.range(`${url.replace(/\/$/, '')}/${prefix}`));
    } catch (error) {
      this.logger.warn({ err: error }, 'could not check whether a password was stolen; allowed it');
      return false;
    }
  }

  private async range(url: string): Promise<string> {
    // Padded answers have one length, so that an observer of the network does not learn the prefix from it.
    const headers = { 'Add-Padding': 'true', 'User-Agent': 'Taskyard' };
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`The range service answered ${response.status}.`);
    return response.text();
  }
}

/** A line is `suffix:count`. A count of 0 is padding. */
function isListed(suffix: string, range: string): boolean {
  return range.split(/\r?\n/).some((line) => {
    const [listed, count] = line.split(':');
    return listed?.toUpperCase() === suffix && Number(count) > 0;
  });
}
