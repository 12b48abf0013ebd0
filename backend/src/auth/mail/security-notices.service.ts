import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { LimitStoreService } from '../../platform/limits/limit-store.service.ts';
import { hour } from '../../platform/limits/rate-limit.ts';
import type { SharedCounter } from '../../platform/limits/shared-counter.ts';
import type { UserEntity } from '../users/user.entity.ts';
import { type SecurityNotice, securityNoticeMessage } from './email-templates.ts';
import { MailQueueService } from './mail-queue.service.ts';

/** An account that is told about a change. */
export type NoticeRecipient = Pick<UserEntity, 'id' | 'username' | 'email'>;

/** After so many failures in a day, the user is told. People who forgot their password try less often. */
export const failuresUntilNotice = 20;
/** Of each kind in an hour. More than one, so that an attacker's change cannot hide behind the user's own. */
export const noticesPerHour = 3;

const day = 24 * hour;

/** Tells users by mail what happened to their account. Does nothing when mail is not configured. */
@Injectable()
export class SecurityNoticesService {
  private readonly sent: SharedCounter;
  private readonly failures: SharedCounter;

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly mailQueue: MailQueueService,
    store: LimitStoreService,
  ) {
    this.sent = store.counter({ prefix: 'notice:sent', points: noticesPerHour, seconds: hour });
    // One point more than needed: below its limit, the count is exact.
    this.failures = store.counter({ prefix: 'notice:failures', points: failuresUntilNotice + 1, seconds: day });
  }

  /**
   * Returns at once. Call it after the change was stored.
   *
   * @param when decides after the response whether to send it
   */
  send(notice: SecurityNotice, user: NoticeRecipient, when: () => Promise<boolean> = async () => true): void {
    this.mailQueue.enqueue(async () => {
      if (!(await when())) return undefined;
      const { allowed } = await this.sent.consume(`${user.id}:${notice.kind}`);
      return allowed ? securityNoticeMessage(notice, user, this.environment.PUBLIC_ORIGIN) : undefined;
    });
  }

  /** Counts a wrong password or code, and tells the user once a day when there are many. */
  signInFailed(user: NoticeRecipient): void {
    this.send({ kind: 'many_failures' }, user, async () => {
      const { remaining } = await this.failures.consume(String(user.id));
      return this.failures.points - remaining === failuresUntilNotice;
    });
  }
}
