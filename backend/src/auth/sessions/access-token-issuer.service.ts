import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessTokenVerifier } from '../../access/access-token-verifier.service.ts';
import { ConfigurationError } from '../../config/configuration-error.ts';
import { ENVIRONMENT, type Environment } from '../../config/environment.ts';
import { readSigningKey } from '../keys/signing-key.ts';

/** Whom a token is made for, and in which session. */
export interface TokenSubject {
  readonly id: number;
  readonly sessionId: number;
  readonly must_change_password: boolean;
}

/** Signs access tokens: the only place that holds a private key. */
@Injectable()
export class AccessTokenIssuer {
  private readonly jwt: JwtService;

  constructor(@Inject(ENVIRONMENT) environment: Environment, verifier: AccessTokenVerifier) {
    const { kid, key } = readSigningKey(environment.JWT_PRIVATE_KEYS_FILE ?? '');
    if (!verifier.keys.byKid.has(kid)) {
      throw new ConfigurationError([`JWT_PUBLIC_KEYS_FILE has no key ${kid}, which JWT_PRIVATE_KEYS_FILE signs with`]);
    }
    this.jwt = new JwtService({
      privateKey: key,
      signOptions: {
        algorithm: 'RS256',
        keyid: kid,
        issuer: environment.JWT_ISSUER,
        audience: environment.JWT_AUDIENCE,
      },
    });
  }

  /** @param ttl seconds until the token expires */
  issue({ id, sessionId, must_change_password }: TokenSubject, ttl: number): Promise<string> {
    const claims = { sid: String(sessionId), ...(must_change_password && { must_change_password }) };
    return this.jwt.signAsync(claims, { subject: String(id), expiresIn: ttl });
  }
}
