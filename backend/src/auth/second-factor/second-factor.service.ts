import { Injectable } from '@nestjs/common';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import type { UserEntity } from '../users/user.entity.ts';
import { parseRecoveryCode } from './recovery-code.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorInvalidError, SecondFactorRequiredError } from './second-factor.errors.ts';
import { SecondFactorLockoutService } from './second-factor-lockout.service.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** Checks the second factor of a sign-in. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly secrets: TotpSecretsService,
    private readonly recoveryCodes: RecoveryCodesService,
    private readonly notices: SecurityNoticesService,
    private readonly lockout: SecondFactorLockoutService,
  ) {}

  /**
   * Accepts a code of the authenticator app or a recovery code. Each works once. Call it only after the password was
   * checked: the errors reveal that the password was right.
   *
   * @throws {SecondFactorRequiredError} when the account needs a code and the request has none
   * @throws {SecondFactorInvalidError}
   * @throws {RateLimitedError} see {@link use}
   */
  async check(user: UserEntity, code: string | undefined): Promise<void> {
    if (user.second_factor_at === null) return;
    if (code === undefined) throw new SecondFactorRequiredError();
    await this.use(user, code);
  }

  /**
   * Uses a code up. Recovery codes work during a cool-down too, because they cannot be guessed.
   * @throws {SecondFactorInvalidError}
   * @throws {RateLimitedError} for a one-time code, after too many wrong ones
   */
  async use(user: UserEntity, code: string): Promise<void> {
    if (parseRecoveryCode(code) !== undefined) {
      if (!(await this.recoveryCodes.use(user.id, code))) throw new SecondFactorInvalidError();
      this.notices.send({ kind: 'recovery_code_used' }, user);
      return;
    }
    const isRight = await this.lockout.during(user, () => this.secrets.use(user.id, code));
    if (!isRight) throw new SecondFactorInvalidError();
  }
}
