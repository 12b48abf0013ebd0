import { Injectable, Logger } from '@nestjs/common';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { InvalidCredentialsError } from '../passwords/credentials.errors.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { SecondFactorInvalidError } from '../second-factor/second-factor.errors.ts';
import { SecondFactorService } from '../second-factor/second-factor.service.ts';
import { SessionsService, type SessionTokens } from '../sessions/sessions.service.ts';
import type { UserEntity } from '../users/user.entity.ts';
import type { Credentials } from './sign-in.schemas.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';

/** Checks credentials and starts a session. */
@Injectable()
export class SignInService {
  private readonly logger = new Logger(SignInService.name);

  constructor(
    private readonly credentials: CredentialsService,
    private readonly passwords: PasswordHasherService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
    private readonly lockout: SignInLockoutService,
    private readonly notices: SecurityNoticesService,
  ) {}

  /**
   * @param device the browser, when it has signed in to this account before
   * @throws {InvalidCredentialsError} for an unknown user, a wrong password or a disabled account, each after the same
   * work
   * @throws {SecondFactorRequiredError} when the password is right and the code is missing
   * @throws {SecondFactorInvalidError} when the password is right and the code is wrong or was used before
   * @throws {RateLimitedError} after too many failures, before anything is checked
   */
  withPassword(
    credentials: Credentials,
    client: ClientInfo,
    device: string | undefined = undefined,
  ): Promise<SessionTokens> {
    const attempt = { name: credentials.username, from: client.address, device };
    return this.lockout.during(attempt, () => this.check(credentials, client));
  }

  private async check({ username, password, code }: Credentials, client: ClientInfo): Promise<SessionTokens> {
    const user = await this.credentials.findByLogin(username);
    if (user === null) {
      await this.passwords.checkNothing(password);
      this.failed(null, client);
      throw new InvalidCredentialsError();
    }
    const { matches, outdated } = await this.passwords.check(password, user.password);
    if (!matches || user.disabled_at !== null) {
      this.failed(user, client);
      throw new InvalidCredentialsError();
    }
    await this.checkCode(user, code, client);
    const current = outdated ? await this.credentials.rehash(user, password) : user;
    return this.sessions.start(current, client);
  }

  private async checkCode(user: UserEntity, code: string | undefined, client: ClientInfo): Promise<void> {
    try {
      await this.secondFactor.check(user, code);
    } catch (error) {
      if (error instanceof SecondFactorInvalidError) this.failed(user, client);
      throw error;
    }
  }

  /** Logs no name that is not an account's: users sometimes type their password into the name field. */
  private failed(user: UserEntity | null, { address }: ClientInfo): void {
    this.logger.log({ userId: user?.id ?? null, address }, 'sign-in failed');
    if (user !== null && user.disabled_at === null) this.notices.signInFailed(user);
  }
}
