import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ConfigurationError } from '../config/configuration-error.ts';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { AccessTokenVerifier, type Identity } from '../http/access-token-verifier.service.ts';
import { readSigningKey } from './signing-key.ts';

/** Signs access tokens: the only place that holds a private key. */
@Injectable()
export class TokenIssuer {
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
  issue(identity: Identity, ttl: number): Promise<string> {
    return this.jwt.signAsync({ username: identity.username }, { subject: String(identity.id), expiresIn: ttl });
  }
}
