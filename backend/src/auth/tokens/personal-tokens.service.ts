import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { PersonalAccessTokenEntity } from '../../platform/access/personal-access-token.entity.ts';
import { newPersonalAccessToken } from '../../platform/access/personal-access-token.ts';
import { sha256 } from '../../platform/access/sha256.ts';
import { insertRow } from '../../platform/database/insert-row.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { VerifiedEmailService } from '../mail/verified-email.service.ts';
import { lockSignedInUser } from '../sessions/lock-signed-in-user.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { PersonalTokenNotFoundError, TooManyPersonalTokensError } from './personal-token.errors.ts';
import type {
  CreatedPersonalToken,
  NewPersonalToken,
  PersonalToken,
  PersonalTokens,
} from './personal-token.schemas.ts';

const maximumPerUser = 50;
const dayMs = 86_400_000;

/** The tokens that users create for their scripts. */
@Injectable()
export class PersonalTokensService {
  constructor(
    @InjectRepository(PersonalAccessTokenEntity) private readonly tokens: Repository<PersonalAccessTokenEntity>,
    private readonly verifiedEmail: VerifiedEmailService,
    private readonly audit: AuditLogService,
    private readonly notices: SecurityNoticesService,
  ) {}

  /** The newest token comes first. Expired tokens are included until they are revoked or purged. */
  async list(userId: number): Promise<PersonalTokens> {
    const rows = await this.tokens.find({ where: { user_id: userId }, order: { id: 'DESC' } });
    return { items: rows.map(toPersonalToken) };
  }

  /**
   * @throws {EmailNotVerifiedError}
   * @throws {TooManyPersonalTokensError}
   */
  async create(
    signedIn: SignedInUser,
    { name, scopes, expires_in_days }: NewPersonalToken,
  ): Promise<CreatedPersonalToken> {
    const userId = signedIn.user.id;
    const token = newPersonalAccessToken();
    const now = Date.now();
    const created = await this.tokens.manager.transaction(async (transaction) => {
      // The lock also makes concurrent requests of one user take turns, so that they cannot exceed the limit together.
      this.verifiedEmail.require(await lockSignedInUser(signedIn, transaction));
      await this.assertBelowLimit(userId, transaction);
      const row = await insertRow(transaction.getRepository(PersonalAccessTokenEntity), {
        user_id: userId,
        token_hash: sha256(token),
        hint: token.slice(-4),
        name,
        scopes,
        created_at: new Date(now),
        expires_at: new Date(now + expires_in_days * dayMs),
        last_used_at: null,
      });
      await this.audit.record({ action: 'token.created', actorId: userId, subjectId: userId }, transaction);
      return { ...toPersonalToken(row), token };
    });
    this.notices.send({ kind: 'token_created' }, signedIn.user);
    return created;
  }

  /** @throws {PersonalTokenNotFoundError} also for another user's token */
  async revoke(userId: number, id: number): Promise<void> {
    await this.tokens.manager.transaction(async (transaction) => {
      const { affected } = await transaction.delete(PersonalAccessTokenEntity, { id, user_id: userId });
      if (affected !== 1) throw new PersonalTokenNotFoundError();
      await this.audit.record({ action: 'token.revoked', actorId: userId, subjectId: userId }, transaction);
    });
  }

  private async assertBelowLimit(userId: number, transaction: EntityManager): Promise<void> {
    const count = await transaction.countBy(PersonalAccessTokenEntity, { user_id: userId });
    if (count >= maximumPerUser) throw new TooManyPersonalTokensError(maximumPerUser);
  }
}

function toPersonalToken(row: PersonalAccessTokenEntity): PersonalToken {
  const { id, name, hint, scopes, created_at, expires_at, last_used_at } = row;
  return {
    id,
    name,
    hint,
    scopes,
    created_at: created_at.toISOString(),
    expires_at: expires_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
  };
}
