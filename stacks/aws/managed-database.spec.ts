import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rdsAuthorities } from './managed-database.ts';

describe('the certificate authorities of RDS', () => {
  it('are those of the region, still valid', () => {
    const pems = rdsAuthorities('eu-central-1').split(/(?<=-----END CERTIFICATE-----)\n/);
    const authorities = pems.map((pem) => new X509Certificate(pem));
    expect(authorities.length).toBeGreaterThan(0);
    for (const { subject, validToDate } of authorities) {
      expect(subject).toContain('Amazon RDS eu-central-1');
      expect(validToDate.getTime()).toBeGreaterThan(Date.now());
    }
  });

  it('of an unknown region are an error, not an empty file', () => {
    expect(() => rdsAuthorities('moon-north-1')).toThrow(/no RDS authority of moon-north-1/);
  });
});
