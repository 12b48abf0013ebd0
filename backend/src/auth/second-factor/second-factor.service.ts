import { Injectable } from '@nestjs/common';
import type { UserEntity } from '../accounts/user.entity.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorInvalidError, SecondFactorRequiredError } from './second-factor.errors.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** What an account asks for besides its password. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly secrets: TotpSecretsService,
    private readonly recoveryCodes: RecoveryCodesService,
  ) {}

  /**
   * Takes a code of the authenticator app or a recovery code; either is good once. To be called after the password was
   * found right: the answers tell that it was.
   *
   * @throws {SecondFactorRequiredError} when the account asks for a code and none was sent
   * @throws {SecondFactorInvalidError}
   */
  async check(user: UserEntity, code: string | undefined): Promise<void> {
    if (user.second_factor_at === null) return;
    if (code === undefined) throw new SecondFactorRequiredError();
    const taken = (await this.secrets.use(user.id, code)) || (await this.recoveryCodes.use(user.id, code));
    if (!taken) throw new SecondFactorInvalidError();
  }
}
