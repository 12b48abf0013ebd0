import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { accessClaimsSchema, accessTokenType, type Principal } from './principal.ts';
import { clockToleranceSeconds } from './public-key-set.ts';
import { VerificationKeysService } from './verification-keys.service.ts';

/** Verifies RS256 access tokens with public keys only: it needs no call to auth and no private key. */
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
        // Set here and never read from the token: otherwise `none`, or HS256 with the public key as its secret, would pass.
        algorithms: ['RS256'],
        issuer: environment.JWT_ISSUER,
        audience: environment.JWT_AUDIENCE,
        clockTolerance: clockToleranceSeconds,
      },
    });
  }

  /** @throws {UnauthenticatedError} unless auth signed the token for this audience and it has not expired */
  async verify(token: string): Promise<Principal> {
    try {
      return accessClaimsSchema.parse(await this.jwt.verifyAsync(token));
    } catch {
      throw new UnauthenticatedError();
    }
  }

  private async keyOf(token: string) {
    const { header } = this.jwt.decode(token, { complete: true });
    // Auth may sign other kinds of token in the future; they are not access tokens (RFC 9068, section 4).
    if (header.typ !== accessTokenType) throw new UnauthenticatedError();
    const key = await this.keys.find(header.kid ?? '');
    if (key === undefined) throw new UnauthenticatedError();
    return key;
  }
}
