import { Injectable } from '@nestjs/common';
import type { UserEntity } from '../users/user.entity.ts';
import { EmailNotVerifiedError } from './mail.errors.ts';
import { MailQueueService } from './mail-queue.service.ts';

/**
 * Decides what an account with an unverified email can set up. Another person may have registered it: then nothing of
 * theirs may sign in after the owner of the email has set a new password.
 */
@Injectable()
export class VerifiedEmailService {
  constructor(private readonly mailQueue: MailQueueService) {}

  /**
   * Call it before anything is added that signs in besides the password, with the user's locked row. Does nothing when
   * mail is not configured: then no email can be verified, and no password can be reset by mail.
   *
   * @throws {EmailNotVerifiedError}
   */
  require({ email_verified_at }: UserEntity): void {
    if (email_verified_at === null && this.mailQueue.isAvailable) throw new EmailNotVerifiedError();
  }
}
