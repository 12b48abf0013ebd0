import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '../../platform/http/http.errors.ts';
import { isCommon } from './common-passwords.ts';
import { normalised } from './normalised-password.ts';

const productName = 'taskyard';

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly username: string;
  readonly email: string;
}

/** Refuses what an attacker would try first; the length is checked by the schemas (see `newPassword`). */
@Injectable()
export class PasswordPolicyService {
  /**
   * @param field of the request that has the password
   * @throws {ValidationFailedError} naming the field and the reason
   */
  async check(field: string, password: string, { username, email }: PasswordOwner): Promise<void> {
    const candidate = normalised(password).toLowerCase();
    const localPart = email.slice(0, email.lastIndexOf('@'));
    if ([username, email, localPart].some((name) => name.toLowerCase() === candidate)) {
      throw refusal(field, 'must not be the username or the e-mail address');
    }
    if (candidate === productName) throw refusal(field, 'must not be the name of this service');
    if (await isCommon(candidate)) throw refusal(field, 'is one of the 10,000 most common passwords');
  }
}

function refusal(field: string, message: string): ValidationFailedError {
  return new ValidationFailedError([{ field, message }]);
}
