import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, In, LessThan } from 'typeorm';
import { idPageOf } from '../../platform/http/id-page.schema.ts';
import { AuditEventEntity } from '../audit/audit-event.entity.ts';
import { UserEntity } from '../users/user.entity.ts';
import type { AuditEvent, AuditPage, AuditQuery, UserReference } from './audit-event.schemas.ts';

/** The audit log, for admins. */
@Injectable()
export class AuditTrailService {
  constructor(@InjectEntityManager() private readonly database: EntityManager) {}

  async page({ user, limit, cursor }: AuditQuery): Promise<AuditPage> {
    const before = cursor === undefined ? {} : { id: LessThan(cursor) };
    const rows =
      user === undefined ? await this.newest(before, limit + 1) : await this.newestAbout(user, before, limit + 1);
    const { page, next_cursor } = idPageOf(rows, limit);
    const users = await this.usersIn(page);
    return { items: page.map((event) => toAuditEvent(event, users)), next_cursor };
  }

  /** Runs one query for the subject and one for the actor. Each has an index in this order; no index covers both. */
  private async newestAbout(
    user: number,
    before: FindOptionsWhere<AuditEventEntity>,
    count: number,
  ): Promise<AuditEventEntity[]> {
    const sides = await Promise.all([
      this.newest({ ...before, subject_id: user }, count),
      this.newest({ ...before, actor_id: user }, count),
    ]);
    const byId = new Map(sides.flat().map((event) => [event.id, event]));
    return [...byId.values()].sort((one, other) => other.id - one.id);
  }

  private newest(where: FindOptionsWhere<AuditEventEntity>, take: number): Promise<AuditEventEntity[]> {
    return this.database.find(AuditEventEntity, { where, order: { id: 'DESC' }, take });
  }

  /** The usernames of those users of the events that still exist, by id. */
  private async usersIn(events: readonly AuditEventEntity[]): Promise<ReadonlyMap<number, string>> {
    const ids = new Set(events.flatMap(({ actor_id, subject_id }) => [actor_id, subject_id]));
    const users = await this.database.find(UserEntity, {
      select: { id: true, username: true },
      where: { id: In([...ids].filter((id) => id !== null)) },
    });
    return new Map(users.map(({ id, username }) => [id, username]));
  }
}

function toAuditEvent(event: AuditEventEntity, users: ReadonlyMap<number, string>): AuditEvent {
  return {
    id: event.id,
    occurred_at: event.occurred_at.toISOString(),
    action: event.action,
    actor: toReference(event.actor_id, event.actor_name, users),
    subject: toReference(event.subject_id, event.subject_name, users),
    correlation_id: event.correlation_id,
  };
}

/** Events of the former release, which may still run during an update, have an id and no name. */
function toReference(id: number | null, name: string | null, users: ReadonlyMap<number, string>): UserReference | null {
  if (id === null && name === null) return null;
  const current = id === null ? undefined : users.get(id);
  return { id, username: name ?? current ?? `user ${id}`, deleted: current === undefined };
}
