import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '../../platform/http/http.errors.ts';
import { BreachedPasswordsService } from './breached-passwords.service.ts';
import { isRepetition, originalsOf } from './common-password-variants.ts';
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

  constructor(private readonly breached: BreachedPasswordsService) {}

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
    const common = await this.common;
    if (common.has(candidate)) throw refusal(field, 'is one of the 10,000 most common passwords');
    if (isRepetition(candidate)) throw refusal(field, 'must not be a few characters again and again');
    if (originalsOf(candidate).some((original) => common.has(original))) {
      throw refusal(field, 'is a simple variant of one of the 10,000 most common passwords');
    }
    // Last, so that the other service learns nothing about passwords that are refused anyway.
    if (await this.breached.has(password)) throw refusal(field, 'is in a list of passwords that were stolen elsewhere');
  }
}

async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { default: ranked } = await import('@zxcvbn-ts/language-common/dist/passwords.json.mjs');
  return new Set(ranked.slice(0, refusedRanks));
}

function refusal(field: string, message: string): ValidationFailedError {
  return new ValidationFailedError([{ field, message }]);
}
