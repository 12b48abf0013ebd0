import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { PersonalAccessTokenEntity } from './personal-access-token.entity.ts';
import { isWellFormed } from './personal-access-token.ts';
import type { Principal } from './principal.ts';
import { sha256 } from './sha256.ts';

/** How exact the last use of a token is: not every request of a script should cause a write. */
const useResolutionMs = 60_000;

/**
 * Looks up personal access tokens in the database. Each module does this itself, without a call to auth, so revoking a
 * token or disabling its user takes effect with the next request.
 */
@Injectable()
export class PersonalAccessTokenVerifierService {
  private readonly logger = new Logger(PersonalAccessTokenVerifierService.name);

  constructor(
    @InjectRepository(PersonalAccessTokenEntity) private readonly tokens: Repository<PersonalAccessTokenEntity>,
  ) {}

  /** @throws {UnauthenticatedError} unless the token exists, has not expired and its user is not disabled */
  async verify(text: string): Promise<Principal> {
    const token = isWellFormed(text) ? await this.find(text) : null;
    if (token === null) throw new UnauthenticatedError();
    // Not awaited: the request does not depend on it.
    void this.recordUse(token);
    return { id: token.user_id, scopes: token.scopes, mustChangePassword: false, mustSetUpSecondFactor: false };
  }

  /** Reads only the two columns of `users` that the database grants to every module. */
  private find(text: string): Promise<PersonalAccessTokenEntity | null> {
    return this.tokens
      .createQueryBuilder('token')
      .select(['token.id', 'token.user_id', 'token.scopes', 'token.last_used_at'])
      .innerJoin('users', 'user', 'user.id = token.user_id AND user.disabled_at IS NULL')
      .where('token.token_hash = :hash AND token.expires_at > :now', { hash: sha256(text), now: new Date() })
      .getOne();
  }

  private async recordUse({ id, last_used_at }: PersonalAccessTokenEntity): Promise<void> {
    const now = Date.now();
    if (last_used_at !== null && now - last_used_at.getTime() < useResolutionMs) return;
    try {
      await this.tokens.update(id, { last_used_at: new Date(now) });
    } catch (error) {
      this.logger.warn({ err: error }, 'could not record the last use of a token');
    }
  }
}
