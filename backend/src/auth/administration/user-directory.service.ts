import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, type Repository, type SelectQueryBuilder } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { escapeLike } from '../../platform/database/escape-like.ts';
import { idPageOf } from '../../platform/http/id-page.schema.ts';
import { SessionEntity } from '../sessions/session.entity.ts';
import { UserEntity } from '../users/user.entity.ts';
import { UserNotFoundError } from '../users/user.errors.ts';
import type { User, UserPage, UserQuery } from './user-administration.schemas.ts';

/** A summary of a user's active sessions. */
interface SessionSummary {
  readonly user_id: string;
  readonly sessions: string;
  readonly last_seen_at: Date;
}

/** The list of all users, for admins. */
@Injectable()
export class UserDirectoryService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
  ) {}

  async list(query: UserQuery): Promise<UserPage> {
    const { page, next_cursor } = idPageOf(await this.listQuery(query).getMany(), query.limit);
    return { items: await this.toUsers(page), next_cursor };
  }

  /** @throws {UserNotFoundError} */
  async find(id: number): Promise<User> {
    const user = await this.users.findOneBy({ id });
    const [found] = user === null ? [] : await this.toUsers([user]);
    if (found === undefined) throw new UserNotFoundError();
    return found;
  }

  private listQuery({ q, role, state, limit, cursor }: UserQuery): SelectQueryBuilder<UserEntity> {
    const builder = this.users
      .createQueryBuilder('user')
      .orderBy('user.id', 'DESC')
      .limit(limit + 1);
    if (cursor !== undefined) builder.andWhere('user.id < :cursor', { cursor });
    if (role !== undefined) builder.andWhere('user.role = :role', { role });
    if (state !== undefined) builder.andWhere(`user.disabled_at IS ${state === 'disabled' ? 'NOT NULL' : 'NULL'}`);
    if (q !== undefined) {
      const either = new Brackets((where) =>
        where.where('user.username LIKE :pattern').orWhere('user.email LIKE :pattern'),
      );
      // The columns are ASCII, and the database refuses to compare them with other characters.
      if (/^[\x20-\x7e]+$/.test(q)) builder.andWhere(either, { pattern: `%${escapeLike(q)}%` });
      else builder.andWhere('FALSE');
    }
    return builder;
  }

  private async toUsers(users: readonly UserEntity[]): Promise<User[]> {
    const summaries = await this.sessionSummaries(users.map(({ id }) => id));
    return users.map((user) => {
      const summary = summaries.get(user.id);
      return {
        id: user.id,
        username: user.username,
        email: user.email,
        email_verified: user.email_verified_at !== null,
        role: user.role,
        disabled: user.disabled_at !== null,
        second_factor: user.second_factor_at !== null,
        created_at: user.created_at.toISOString(),
        last_seen_at: summary?.last_seen_at.toISOString() ?? null,
        sessions: Number(summary?.sessions ?? 0),
      };
    });
  }

  private async sessionSummaries(ids: readonly number[]): Promise<ReadonlyMap<number, SessionSummary>> {
    if (ids.length === 0) return new Map();
    const now = Date.now();
    const rows = await this.sessions
      .createQueryBuilder('session')
      .select('session.user_id', 'user_id')
      .addSelect('COUNT(*)', 'sessions')
      .addSelect('MAX(session.last_used_at)', 'last_seen_at')
      .where('session.user_id IN (:...ids)', { ids })
      .andWhere('session.expires_at > :now AND session.last_used_at > :idleLimit', {
        now: new Date(now),
        idleLimit: new Date(now - this.environment.SESSION_IDLE_SECONDS * 1000),
      })
      .groupBy('session.user_id')
      .getRawMany<SessionSummary>();
    return new Map(rows.map((row) => [Number(row.user_id), row]));
  }
}
