import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, In, LessThan } from 'typeorm';
import { idPageOf } from '../../platform/http/id-page.schema.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditEventEntity } from './audit-event.entity.ts';
import type { AuditEvent, AuditPage, AuditQuery } from './audit-event.schemas.ts';

type Name = Pick<UserEntity, 'id' | 'username'>;

/** The audit log as admins read it. */
@Injectable()
export class AuditTrailService {
  constructor(@InjectEntityManager() private readonly database: EntityManager) {}

  async page({ user, limit, cursor }: AuditQuery): Promise<AuditPage> {
    const before = cursor === undefined ? {} : { id: LessThan(cursor) };
    const rows =
      user === undefined ? await this.newest(before, limit + 1) : await this.newestAbout(user, before, limit + 1);
    const { page, next_cursor } = idPageOf(rows, limit);
    const names = await this.namesIn(page);
    return { items: page.map((event) => present(event, names)), next_cursor };
  }

  /** One query for each side, since each has an index in this order, and no index serves both at once. */
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

  private async namesIn(events: readonly AuditEventEntity[]): Promise<ReadonlyMap<number, Name>> {
    const ids = new Set(events.flatMap(({ actor_id, subject_id }) => [actor_id, subject_id]));
    const users = await this.database.find(UserEntity, {
      select: { id: true, username: true },
      where: { id: In([...ids].filter((id) => id !== null)) },
    });
    return new Map(users.map(({ id, username }) => [id, { id, username }]));
  }
}

function present(event: AuditEventEntity, names: ReadonlyMap<number, Name>): AuditEvent {
  const nameOf = (id: number | null) => (id === null ? undefined : names.get(id)) ?? null;
  return {
    id: event.id,
    occurred_at: event.occurred_at.toISOString(),
    action: event.action,
    actor: nameOf(event.actor_id),
    subject: nameOf(event.subject_id),
    correlation_id: event.correlation_id,
  };
}
