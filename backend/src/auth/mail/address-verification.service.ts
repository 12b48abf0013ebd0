import { Injectable } from '@nestjs/common';
import type { UserEntity } from '../accounts/user.entity.ts';
import { LinkInvalidError, MailUnavailableError } from './mail.errors.ts';

@Injectable()
export class AddressVerification {
  request(_user: UserEntity): void {
    throw new MailUnavailableError();
  }

  complete(_token: string): Promise<void> {
    throw new LinkInvalidError();
  }
}
