import { Injectable } from '@nestjs/common';
import type { Visit } from '../../platform/http/visit.ts';
import { InvalidCredentialsError } from '../accounts/account.errors.ts';
import { Accounts } from '../accounts/accounts.service.ts';
import { PasswordHasher } from '../passwords/password-hasher.service.ts';
import { SecondFactor } from '../second-factor/second-factor.service.ts';
import type { Credentials } from './session.schemas.ts';
import { Sessions, type SessionTokens } from './sessions.service.ts';
import { SignInLockout } from './sign-in-lockout.service.ts';

/** Finds out whether somebody is who they say, and signs them in. */
@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHasher,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: Sessions,
    private readonly lockout: SignInLockout,
  ) {}

  /**
   * @throws {InvalidCredentialsError} for an unknown name, a wrong password and a disabled account alike, after the same
   * work
   * @throws {SecondFactorRequiredError} when the password was right and the code is missing or wrong
   * @throws {RateLimitedError} after too many failures, before anything is looked at
   */
  withPassword(credentials: Credentials, visit: Visit): Promise<SessionTokens> {
    return this.lockout.during(credentials.username, visit.address, () => this.check(credentials, visit));
  }

  private async check({ username, password, code }: Credentials, visit: Visit): Promise<SessionTokens> {
    const user = await this.accounts.findWithPassword(username);
    if (user === null) {
      await this.passwords.checkNothing(password);
      throw new InvalidCredentialsError();
    }
    const { matches, outdated } = await this.passwords.check(password, user.password);
    if (!matches || user.disabled_at !== null) throw new InvalidCredentialsError();
    await this.secondFactor.check(user, code);
    const current = outdated ? await this.accounts.rehash(user, password) : user;
    return this.sessions.start(current, visit);
  }
}
