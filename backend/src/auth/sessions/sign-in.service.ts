import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { InvalidCredentialsError } from '../accounts/account.errors.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { SecondFactorService } from '../second-factor/second-factor.service.ts';
import type { Credentials } from './session.schemas.ts';
import { SessionsService, type SessionTokens } from './sessions.service.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';

/** Finds out whether somebody is who they say, and signs them in. */
@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordHasherService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
    private readonly lockout: SignInLockoutService,
  ) {}

  /**
   * @throws {InvalidCredentialsError} for an unknown name, a wrong password and a disabled account alike, after the same
   * work
   * @throws {SecondFactorRequiredError} when the password was right and the code is missing or wrong
   * @throws {RateLimitedError} after too many failures, before anything is looked at
   */
  withPassword(credentials: Credentials, client: ClientInfo): Promise<SessionTokens> {
    return this.lockout.during(credentials.username, client.address, () => this.check(credentials, client));
  }

  private async check({ username, password, code }: Credentials, client: ClientInfo): Promise<SessionTokens> {
    const user = await this.accounts.findWithPassword(username);
    if (user === null) {
      await this.passwords.checkNothing(password);
      throw new InvalidCredentialsError();
    }
    const { matches, outdated } = await this.passwords.check(password, user.password);
    if (!matches || user.disabled_at !== null) throw new InvalidCredentialsError();
    await this.secondFactor.check(user, code);
    const current = outdated ? await this.accounts.rehash(user, password) : user;
    return this.sessions.start(current, client);
  }
}
