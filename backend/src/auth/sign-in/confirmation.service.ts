import { Injectable } from '@nestjs/common';
import { CredentialsService } from '../passwords/credentials.service.ts';
import {
  SecondFactorInvalidError,
  SecondFactorNotEnabledError,
  WrongCodeError,
} from '../second-factor/second-factor.errors.ts';
import { SecondFactorService } from '../second-factor/second-factor.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import type { UserEntity } from '../users/user.entity.ts';
import type { SessionConfirmation } from './sign-in.schemas.ts';

/** Confirms that a signed-in client is still the user, before sensitive actions. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * @throws {WrongPasswordError}
   * @throws {WrongCodeError}
   * @throws {SecondFactorNotEnabledError} for a code without two-step verification
   * @throws {RateLimitedError} after too many wrong codes
   */
  async confirm({ user, sessionId }: SignedInUser, { password, code }: SessionConfirmation): Promise<void> {
    if (password !== undefined) await this.credentials.confirm(user.id, password);
    if (code !== undefined) await this.checkCode(user, code);
    await this.sessions.confirm(user.id, sessionId);
  }

  private async checkCode(user: UserEntity, code: string): Promise<void> {
    if (user.second_factor_at === null) throw new SecondFactorNotEnabledError();
    try {
      await this.secondFactor.use(user, code);
    } catch (error) {
      throw error instanceof SecondFactorInvalidError ? new WrongCodeError() : error;
    }
  }
}
