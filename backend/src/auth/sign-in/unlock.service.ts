import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import type { DeviceUser } from '../devices/device-cookie.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { unlockMessage } from '../mail/email-templates.ts';
import { LinkInvalidError } from '../mail/mail.errors.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';

/** Lets a browser sign in to an account that others have locked, with a link that is mailed to the account's address. */
@Injectable()
export class UnlockService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly mailQueue: MailQueueService,
    private readonly credentials: CredentialsService,
  ) {}

  /**
   * Mails the link. The account is looked up after the response, so nothing reveals whether there is one.
   *
   * @param login the username or email as typed
   * @throws {MailUnavailableError}
   */
  request(login: string): void {
    this.mailQueue.requireMail();
    this.mailQueue.enqueue(async () => {
      const user = await this.credentials.findByLogin(login);
      const issued = user === null ? undefined : await this.links.issue('unlock_sign_in', { id: user.id });
      return issued && unlockMessage(issued);
    });
  }

  /**
   * Uses the link up.
   * @returns the user whose account the browser may sign in to, with the password
   * @throws {LinkInvalidError} also when the address was changed after the link was mailed, or the account is disabled
   */
  async complete(token: string): Promise<DeviceUser> {
    const link = await this.links.find('unlock_sign_in', token);
    const user = link === null ? null : await this.credentials.findById(link.user_id);
    const isValid = link?.email === user?.email && user?.disabled_at === null;
    if (link === null || user === null || !isValid) throw new LinkInvalidError();
    if (!(await this.links.spend(link, this.database))) throw new LinkInvalidError();
    return user;
  }
}
