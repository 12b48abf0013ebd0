import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { accessClaimsSchema, type Identity } from './identity.ts';
import { type PublicKeySet, readPublicKeySet } from './public-key-set.ts';

/** Verifies RS256 access tokens with public keys alone: no call to auth, no private key. */
@Injectable()
export class AccessTokenVerifier {
  readonly keys: PublicKeySet;
  private readonly jwt: JwtService;

  constructor(@Inject(ENVIRONMENT) environment: Environment) {
    this.keys = readPublicKeySet(environment.JWT_PUBLIC_KEYS_FILE);
    this.jwt = new JwtService({
      secretOrKeyProvider: (_type, token) => this.keyOf(String(token)),
      verifyOptions: {
        // Named here, never taken from the token: otherwise `none` or HS256 keyed with the public key would pass.
        algorithms: ['RS256'],
        issuer: environment.JWT_ISSUER,
        audience: environment.JWT_AUDIENCE,
        clockTolerance: 5,
      },
    });
  }

  /** @throws {UnauthenticatedError} for anything but a token that auth signed for this audience and that is in time */
  async verify(token: string): Promise<Identity> {
    try {
      return accessClaimsSchema.parse(await this.jwt.verifyAsync(token));
    } catch {
      throw new UnauthenticatedError();
    }
  }

  private keyOf(token: string) {
    const { header } = this.jwt.decode(token, { complete: true });
    const key = this.keys.byKid.get(header.kid ?? '');
    if (key === undefined) throw new UnauthenticatedError();
    return key;
  }
}
