import { Injectable } from '@nestjs/common';
import type { UserEntity } from '../users/user.entity.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorInvalidError, SecondFactorRequiredError } from './second-factor.errors.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** Checks the second factor of a sign-in. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly secrets: TotpSecretsService,
    private readonly recoveryCodes: RecoveryCodesService,
  ) {}

  /**
   * Accepts a code of the authenticator app or a recovery code. Each works once. Call it only after the password was
   * checked: the errors reveal that the password was right.
   *
   * @throws {SecondFactorRequiredError} when the account needs a code and the request has none
   * @throws {SecondFactorInvalidError}
   */
  async check(user: UserEntity, code: string | undefined): Promise<void> {
    if (user.second_factor_at === null) return;
    if (code === undefined) throw new SecondFactorRequiredError();
    const taken = (await this.secrets.use(user.id, code)) || (await this.recoveryCodes.use(user.id, code));
    if (!taken) throw new SecondFactorInvalidError();
  }
}
