import { Injectable } from '@nestjs/common';
import { LinkInvalidError, MailUnavailableError } from './mail.errors.ts';

@Injectable()
export class PasswordReset {
  request(_email: string): void {
    throw new MailUnavailableError();
  }

  complete(_token: string, _newPassword: string): Promise<void> {
    throw new LinkInvalidError();
  }
}
