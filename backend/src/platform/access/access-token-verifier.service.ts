import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { clockToleranceSeconds } from '../config/token-limits.ts';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { accessClaimsSchema, accessTokenType, type Principal } from './principal.ts';
import { VerificationKeysService } from './verification-keys.service.ts';

/** Verifies RS256 access tokens with public keys alone: no call to auth, no private key. */
@Injectable()
export class AccessTokenVerifierService {
  private readonly jwt: JwtService;

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    private readonly keys: VerificationKeysService,
  ) {
    this.jwt = new JwtService({
      secretOrKeyProvider: (_type, token) => this.keyOf(String(token)),
      verifyOptions: {
        // Named here, never taken from the token: otherwise `none` or HS256 keyed with the public key would pass.
        algorithms: ['RS256'],
        issuer: environment.JWT_ISSUER,
        audience: environment.JWT_AUDIENCE,
        clockTolerance: clockToleranceSeconds,
      },
    });
  }

  /** @throws {UnauthenticatedError} for anything but a token that auth signed for this audience and that is in time */
  async verify(token: string): Promise<Principal> {
    try {
      return accessClaimsSchema.parse(await this.jwt.verifyAsync(token));
    } catch {
      throw new UnauthenticatedError();
    }
  }

  private async keyOf(token: string) {
    const { header } = this.jwt.decode(token, { complete: true });
    // Whatever else auth may sign one day is no access token (RFC 9068, 4).
    if (header.typ !== accessTokenType) throw new UnauthenticatedError();
    const key = await this.keys.find(header.kid ?? '');
    if (key === undefined) throw new UnauthenticatedError();
    return key;
  }
}
