import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { accessTokenType } from '../../platform/access/principal.ts';
import { VerificationKeysService } from '../../platform/access/verification-keys.service.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { SigningKeys } from '../keys/signing-keys.ts';

/** The user and the session that a token is issued for. */
interface TokenSubject {
  readonly id: number;
  readonly sessionId: number;
  readonly must_change_password: boolean;
  readonly must_set_up_second_factor: boolean;
}

/** Signs access tokens. No other class holds a private key. */
@Injectable()
export class AccessTokenIssuerService implements OnModuleDestroy {
  private readonly jwt: JwtService;
  private readonly keys: SigningKeys;
  private readonly timer: NodeJS.Timeout;

  constructor(@Inject(ENVIRONMENT) environment: Environment, published: VerificationKeysService) {
    this.keys = new SigningKeys(environment.JWT_PRIVATE_KEYS_FILE ?? '', published);
    this.timer = setInterval(() => this.keys.reload(), environment.KEYS_RELOAD_SECONDS * 1000).unref();
    this.jwt = new JwtService({
      signOptions: {
        algorithm: 'RS256',
        header: { alg: 'RS256', typ: accessTokenType },
        issuer: environment.JWT_ISSUER,
        audience: environment.JWT_AUDIENCE,
      },
    });
  }

  /** @param ttl seconds until the token expires */
  issue({ id, sessionId, ...claimed }: TokenSubject, ttl: number): Promise<string> {
    const { kid, key } = this.keys.current;
    const { must_change_password, must_set_up_second_factor } = claimed;
    const claims = {
      sid: String(sessionId),
      ...(must_change_password && { must_change_password }),
      ...(must_set_up_second_factor && { must_set_up_second_factor }),
    };
    return this.jwt.signAsync(claims, { privateKey: key, keyid: kid, subject: String(id), expiresIn: ttl });
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
