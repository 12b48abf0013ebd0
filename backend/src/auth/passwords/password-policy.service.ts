import { Injectable } from '@nestjs/common';
import * as fields from '@taskyard/contracts/fields';
import { ValidationFailedError } from '../../platform/http/http.errors.ts';
import { normalisePassword } from './normalise-password.ts';

const productName = 'taskyard';
const refusedRanks = 10_000;

/** The user that the password is for. */
interface PasswordUser {
  readonly username: string;
  readonly email: string;
}

/** Refuses the passwords that an attacker would try first. The schemas check the length (see `newPassword`). */
@Injectable()
export class PasswordPolicyService {
  private common: Promise<ReadonlySet<string>> | undefined;

  /**
   * @param field the request's field that holds the password
   * @throws {ValidationFailedError} naming the field and the reason
   */
  async check(field: string, password: string, { username, email }: PasswordUser): Promise<void> {
    const candidate = normalisePassword(password).toLowerCase();
    const localPart = email.slice(0, email.lastIndexOf('@'));
    if ([username, email, localPart].some((name) => name.toLowerCase() === candidate)) {
      throw refusal(field, 'must not be the username or the email');
    }
    if (candidate === productName) throw refusal(field, 'must not be the name of this service');
    // Loaded on first use: it takes 10 ms and 3 MB, which a process that never sets a password does not need.
    this.common ??= readCommonPasswords();
    if ((await this.common).has(candidate)) throw refusal(field, 'is one of the 10,000 most common passwords');
  }
}

async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { default: ranked } = await import('@zxcvbn-ts/language-common/dist/passwords.json.mjs');
  // Two thirds of the list are shorter than the shortest password allowed.
  return new Set(ranked.slice(0, refusedRanks).filter((candidate) => candidate.length >= fields.password.minLength));
}

function refusal(field: string, message: string): ValidationFailedError {
  return new ValidationFailedError([{ field, message }]);
}
