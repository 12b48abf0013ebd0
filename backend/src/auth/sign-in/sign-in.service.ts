import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { InvalidCredentialsError } from '../passwords/credentials.errors.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { SecondFactorService } from '../second-factor/second-factor.service.ts';
import { SessionsService, type SessionTokens } from '../sessions/sessions.service.ts';
import type { Credentials } from './sign-in.schemas.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';

/** Checks credentials and starts a session. */
@Injectable()
export class SignInService {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly passwords: PasswordHasherService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
    private readonly lockout: SignInLockoutService,
  ) {}

  /**
   * @throws {InvalidCredentialsError} for an unknown user, a wrong password or a disabled account, each after the same
   * work
   * @throws {SecondFactorRequiredError} when the password is right and the code is missing
   * @throws {SecondFactorInvalidError} when the password is right and the code is wrong or was used before
   * @throws {RateLimitedError} after too many failures, before anything is checked
   */
  withPassword(credentials: Credentials, client: ClientInfo): Promise<SessionTokens> {
    return this.lockout.during(credentials.username, client.address, () => this.check(credentials, client));
  }

  private async check({ username, password, code }: Credentials, client: ClientInfo): Promise<SessionTokens> {
    const user = await this.credentials.findByLogin(username);
    if (user === null) {
      await this.passwords.checkNothing(password);
      throw new InvalidCredentialsError();
    }
    const { matches, outdated } = await this.passwords.check(password, user.password);
    if (!matches || user.disabled_at !== null) throw new InvalidCredentialsError();
    await this.secondFactor.check(user, code);
    const current = outdated ? await this.credentials.rehash(user, password) : user;
    return this.sessions.start(current, client);
  }
}
