import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { sha256 } from '../../platform/access/sha256.ts';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { LimitStoreService } from '../../platform/limits/limit-store.service.ts';
import { networkKey } from '../../platform/limits/rate-limit-keys.ts';
import type { SharedCounter } from '../../platform/limits/shared-counter.ts';
import { AuditEventEntity } from '../audit/audit-event.entity.ts';
import { type NoticeRecipient, SecurityNoticesService } from '../mail/security-notices.service.ts';
import { deviceName } from './device-name.ts';

/** How long a device is remembered after its last sign-in without a cookie. */
const rememberedSeconds = 90 * 86_400;

/** Tells users by mail that a device without a cookie of the account has signed in. */
@Injectable()
export class NewDeviceNoticesService {
  private readonly seen: SharedCounter;

  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly notices: SecurityNoticesService,
    store: LimitStoreService,
  ) {
    this.seen = store.counter({ prefix: 'device:seen', points: 1, seconds: rememberedSeconds });
  }

  /**
   * Call it after the session was started. A script keeps no cookies, and a private window forgets them. So the same
   * kind of browser in the same network is reported once.
   */
  signedIn(user: NoticeRecipient, { userAgent, address }: ClientInfo): void {
    const device = deviceName(userAgent);
    this.notices.send({ kind: 'new_device', device, address }, user, async () => {
      const key = `${user.id}:${sha256(`${device}\n${networkKey(address)}`).toString('base64url')}`;
      const isKnown = (await this.seen.consumed(key)) > 0;
      await this.seen.set(key, 1);
      return !isKnown && !(await this.isFirstSession(user.id));
    });
  }

  /** The first sign-in after registering is no news. */
  private async isFirstSession(userId: number): Promise<boolean> {
    const where = { subject_id: userId, action: 'session.started' } as const;
    const sessions = await this.database.find(AuditEventEntity, { where, select: { id: true }, take: 2 });
    return sessions.length < 2;
  }
}
