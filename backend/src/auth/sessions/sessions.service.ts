import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { PersonalAccessTokenEntity } from '../../platform/access/personal-access-token.entity.ts';
import { sha256 } from '../../platform/access/sha256.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { deviceName } from '../devices/device-name.ts';
import { mustSetUpSecondFactor } from '../users/must-set-up-second-factor.ts';
import { UserEntity } from '../users/user.entity.ts';
import { type Account, toAccount } from '../users/user.schemas.ts';
import { AccessTokenIssuerService } from './access-token-issuer.service.ts';
import {
  formatRefreshToken,
  newRefreshToken,
  parseRefreshToken,
  type RefreshToken,
  saltBytes,
  successorOf,
} from './refresh-token.ts';
import { SessionEntity } from './session.entity.ts';

/** The tokens of a signed-in client. */
export interface SessionTokens {
  readonly accessToken: string;
  /** Seconds. */
  readonly accessTtl: number;
  readonly refreshToken: string;
  /** Seconds until the refresh token expires, unless it is used before. */
  readonly refreshTtl: number;
  readonly user: UserEntity;
  /** The user as shown to the client. */
  readonly account: Account;
}

/** Starts, refreshes and ends sessions. Each session is one row. */
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
   * @param user with the password hash that the password was checked against
   * @throws {UnauthenticatedError} when the account was disabled or deleted, or its password was changed, in the
   * meantime
   */
  async start(user: UserEntity, client: ClientInfo): Promise<SessionTokens> {
    const token = newRefreshToken();
    const now = new Date();
    const row = {
      family_hash: sha256(token.family),
      token_hash: sha256(token.secret),
      salt: randomBytes(saltBytes),
      device: deviceName(client.userAgent),
      address: client.address,
      created_at: now,
      rotated_at: now,
      last_used_at: now,
      confirmed_at: now,
      expires_at: new Date(now.getTime() + this.environment.SESSION_LIFETIME_SECONDS * 1000),
    };
    const columns = Object.keys(row);
    // One statement, which waits for a running change of the account. With a separate check before the insert, a
    // password change or an admin could end all sessions in between, and this one would be missed.
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
   * Exchanges a refresh token for the next one. Within the grace time, a used token gets the same successor again: two
   * tabs may have sent it, or the first response was lost. After the grace time, a used token can only be a stolen
   * copy, and the session is ended.
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

  /** Records that the user of a session has proved who they are, again. */
  async confirm(userId: number, sessionId: number): Promise<void> {
    await this.sessions.update({ id: sessionId, user_id: userId }, { confirmed_at: new Date() });
  }

  /** Ends the session of a refresh token. Does nothing for a token without a session. */
  async end(text: string): Promise<void> {
    const token = parseRefreshToken(text);
    const session = token === undefined ? null : await this.find(token);
    if (session === null) return;
    await this.sessions.delete(session.id);
    await this.audit.record({ action: 'session.ended', actorId: session.user_id, subjectId: session.user_id });
  }

  /**
   * Ends all sessions of a user.
   * @param except id of a session to keep
   * @param manager the transaction of the change that is the reason
   * @returns how many sessions were ended
   */
  async endAll(userId: number, except?: number, manager: EntityManager = this.sessions.manager): Promise<number> {
    const query = manager.createQueryBuilder().delete().from(SessionEntity).where('user_id = :userId', { userId });
    if (except !== undefined) query.andWhere('id <> :except', { except });
    const { affected } = await query.execute();
    return affected ?? 0;
  }

  /**
   * Revokes everything that gives access without the password: sessions and personal access tokens. Call it when the
   * password changes: the reason may be that another person got in.
   */
  async revokeAll(userId: number, transaction: EntityManager): Promise<void> {
    await this.endAll(userId, undefined, transaction);
    await transaction.delete(PersonalAccessTokenEntity, { user_id: userId });
  }

  /** The session of a refresh token, which may be used already; null when the session has ended. */
  private find(token: RefreshToken): Promise<SessionEntity | null> {
    return this.sessions.findOneBy({ family_hash: sha256(token.family) });
  }

  /** @returns undefined when the token was used already */
  private async rotate(
    session: SessionEntity,
    token: RefreshToken,
    client: ClientInfo,
  ): Promise<RefreshToken | undefined> {
    const salt = randomBytes(saltBytes);
    const next = successorOf(token, salt);
    const now = new Date();
    // If several requests bring the same token, on any replica, the condition lets only one of them update the row.
    const { affected } = await this.sessions.update(
      { id: session.id, token_hash: sha256(token.secret) },
      {
        token_hash: sha256(next.secret),
        previous_hash: sha256(token.secret),
        salt,
        device: deviceName(client.userAgent),
        address: client.address,
        rotated_at: now,
        last_used_at: now,
      },
    );
    return affected === 1 ? next : undefined;
  }

  /** @returns the same successor again, when the token was used within the grace time */
  private async repeat(token: RefreshToken): Promise<RefreshToken | undefined> {
    const session = await this.find(token);
    if (session?.previous_hash?.equals(sha256(token.secret)) !== true) return undefined;
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
    const must_set_up_second_factor = mustSetUpSecondFactor(user, this.environment);
    return {
      accessToken: await this.issuer.issue({ ...user, sessionId, must_set_up_second_factor }, accessTtl),
      accessTtl,
      refreshToken: formatRefreshToken(token),
      refreshTtl: Math.max(0, Math.min(SESSION_IDLE_SECONDS, left)),
      user,
      account: toAccount(user, this.environment),
    };
  }
}
