import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { PersonalAccessTokenEntity } from '../../platform/access/personal-access-token.entity.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { AccessTokenIssuerService } from './access-token-issuer.service.ts';
import { deviceName } from './device-name.ts';
import {
  formatRefreshToken,
  hashOf,
  newRefreshToken,
  parseRefreshToken,
  type RefreshToken,
  saltBytes,
  successorOf,
} from './refresh-token.ts';
import { SessionEntity } from './session.entity.ts';

/** What a client holds while it is signed in. */
export interface SessionTokens {
  readonly accessToken: string;
  /** Seconds. */
  readonly accessTtl: number;
  readonly refreshToken: string;
  /** Seconds until the refresh token is refused unless it is used before. */
  readonly refreshTtl: number;
  readonly user: UserEntity;
}

/** Signing in, staying in and being put out, one row for each device. */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly issuer: AccessTokenIssuerService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * @param user with the password hash that was found right
   * @throws {UnauthenticatedError} when the account was disabled, deleted or given another password in the meantime
   */
  async start(user: UserEntity, client: ClientInfo): Promise<SessionTokens> {
    const token = newRefreshToken();
    const now = new Date();
    const row = {
      family_hash: hashOf(token.family),
      token_hash: hashOf(token.secret),
      salt: randomBytes(saltBytes),
      device: deviceName(client.userAgent),
      address: client.address,
      created_at: now,
      rotated_at: now,
      last_used_at: now,
      expires_at: new Date(now.getTime() + this.environment.SESSION_LIFETIME_SECONDS * 1000),
    };
    const columns = Object.keys(row);
    // One statement, which waits for a change of the account that is under way: a look before the insert could be
    // overtaken by a new password or an admin, whose ending of all sessions would then miss this one.
    const { insertId, affectedRows } = await this.sessions.query(
      `INSERT INTO sessions (user_id, ${columns.join(', ')})
       SELECT id, ${columns.map(() => '?').join(', ')} FROM users
       WHERE id = ? AND password = ? AND disabled_at IS NULL`,
      [...Object.values(row), user.id, user.password],
    );
    if (affectedRows === 0) throw new UnauthenticatedError();
    await this.audit.record({ action: 'session.started', actorId: user.id, subjectId: user.id });
    return this.tokensFor(user, Number(insertId), row.expires_at, token);
  }

  /**
   * Exchanges a refresh token for the next one. The same spent token may come twice within the grace time, from two tabs
   * or because an answer was lost, and gets the same successor; later it can only be a copy, and ends the session.
   *
   * @throws {UnauthenticatedError}
   */
  async refresh(text: string, client: ClientInfo): Promise<SessionTokens> {
    const token = parseRefreshToken(text);
    if (token === undefined) throw new UnauthenticatedError();
    const session = await this.find(token);
    const user = session === null ? null : await this.users.findOneBy({ id: session.user_id });
    if (session === null || user === null || user.disabled_at !== null || this.isOver(session)) {
      throw new UnauthenticatedError();
    }
    const next = (await this.rotate(session, token, client)) ?? (await this.repeat(token));
    if (next === undefined) {
      await this.endStolen(session);
      throw new UnauthenticatedError();
    }
    return this.tokensFor(user, session.id, session.expires_at, next);
  }

  /** The session of a refresh token, whether or not that one is still good; null when the session is over. */
  async find(token: RefreshToken): Promise<SessionEntity | null> {
    return this.sessions.findOneBy({ family_hash: hashOf(token.family) });
  }

  /** Signs one device out, told by its refresh token; says nothing about tokens that are not good. */
  async end(text: string): Promise<void> {
    const token = parseRefreshToken(text);
    const session = token === undefined ? null : await this.find(token);
    if (session === null) return;
    await this.sessions.delete(session.id);
    await this.audit.record({ action: 'session.ended', actorId: session.user_id, subjectId: session.user_id });
  }

  /**
   * Signs a person out everywhere.
   * @param except the session that stays
   * @param manager of the transaction that gives the reason
   * @returns how many sessions there were
   */
  async endAll(userId: number, except?: number, manager: EntityManager = this.sessions.manager): Promise<number> {
    const query = manager.createQueryBuilder().delete().from(SessionEntity).where('user_id = :userId', { userId });
    if (except !== undefined) query.andWhere('id <> :except', { except });
    const { affected } = await query.execute();
    return affected ?? 0;
  }

  /**
   * Takes back whatever opens the account without its password: sessions and personal access tokens. For a new password:
   * whoever chooses one because somebody else got in means to have them out.
   */
  async revokeAll(userId: number, transaction: EntityManager): Promise<void> {
    await this.endAll(userId, undefined, transaction);
    await transaction.delete(PersonalAccessTokenEntity, { user_id: userId });
  }

  /** Undefined when the token is not the one that is good now. */
  private async rotate(
    session: SessionEntity,
    token: RefreshToken,
    client: ClientInfo,
  ): Promise<RefreshToken | undefined> {
    const salt = randomBytes(saltBytes);
    const next = successorOf(token, salt);
    const now = new Date();
    // Of several callers with the same token, on any replica, the condition lets one through.
    const { affected } = await this.sessions.update(
      { id: session.id, token_hash: hashOf(token.secret) },
      {
        token_hash: hashOf(next.secret),
        previous_hash: hashOf(token.secret),
        salt,
        device: deviceName(client.userAgent),
        address: client.address,
        rotated_at: now,
        last_used_at: now,
      },
    );
    return affected === 1 ? next : undefined;
  }

  /** The successor once more, when the token was spent just now. */
  private async repeat(token: RefreshToken): Promise<RefreshToken | undefined> {
    const session = await this.find(token);
    if (session?.previous_hash?.equals(hashOf(token.secret)) !== true) return undefined;
    const graceEnd = session.rotated_at.getTime() + this.environment.REFRESH_GRACE_SECONDS * 1000;
    return Date.now() <= graceEnd ? successorOf(token, session.salt) : undefined;
  }

  private async endStolen(session: SessionEntity): Promise<void> {
    const { affected } = await this.sessions.delete(session.id);
    if (affected === 0) return;
    await this.audit.record({ action: 'session.reuse_detected', actorId: null, subjectId: session.user_id });
  }

  private isOver({ expires_at, last_used_at }: SessionEntity): boolean {
    const idleEnd = last_used_at.getTime() + this.environment.SESSION_IDLE_SECONDS * 1000;
    return Date.now() >= Math.min(expires_at.getTime(), idleEnd);
  }

  private async tokensFor(
    user: UserEntity,
    sessionId: number,
    expiresAt: Date,
    token: RefreshToken,
  ): Promise<SessionTokens> {
    const { ACCESS_TOKEN_TTL_SECONDS: accessTtl, SESSION_IDLE_SECONDS } = this.environment;
    const left = Math.ceil((expiresAt.getTime() - Date.now()) / 1000);
    return {
      accessToken: await this.issuer.issue({ ...user, sessionId }, accessTtl),
      accessTtl,
      refreshToken: formatRefreshToken(token),
      refreshTtl: Math.max(0, Math.min(SESSION_IDLE_SECONDS, left)),
      user,
    };
  }
}
