import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { PersonalAccessTokenEntity } from './personal-access-token.entity.ts';
import { isWellMade } from './personal-access-token.ts';
import type { Principal } from './principal.ts';
import { sha256 } from './sha256.ts';

/** How exactly the last use of a token is kept: a script's every request need not be a write. */
const useResolutionMs = 60_000;

/**
 * Looks personal access tokens up. Every module that they open does it for itself, without a call to auth, so a token
 * that was revoked and a person who was disabled are out with the next request.
 */
@Injectable()
export class PersonalAccessTokenVerifierService {
  private readonly logger = new Logger(PersonalAccessTokenVerifierService.name);

  constructor(
    @InjectRepository(PersonalAccessTokenEntity) private readonly tokens: Repository<PersonalAccessTokenEntity>,
  ) {}

  /** @throws {UnauthenticatedError} for anything but a token that is in time and whose person is not kept out */
  async verify(text: string): Promise<Principal> {
    const token = isWellMade(text) ? await this.find(text) : null;
    if (token === null) throw new UnauthenticatedError();
    // Nobody waits for this; a use that is not noted harms nothing.
    void this.noteUse(token);
    return { id: token.user_id, scopes: token.scopes, mustChangePassword: false };
  }

  /** Of `users` it reads the two columns that the database lets every module read. */
  private find(text: string): Promise<PersonalAccessTokenEntity | null> {
    return this.tokens
      .createQueryBuilder('token')
      .select(['token.id', 'token.user_id', 'token.scopes', 'token.last_used_at'])
      .innerJoin('users', 'owner', 'owner.id = token.user_id AND owner.disabled_at IS NULL')
      .where('token.token_hash = :hash AND token.expires_at > :now', { hash: sha256(text), now: new Date() })
      .getOne();
  }

  private async noteUse({ id, last_used_at }: PersonalAccessTokenEntity): Promise<void> {
    const now = Date.now();
    if (last_used_at !== null && now - last_used_at.getTime() < useResolutionMs) return;
    try {
      await this.tokens.update(id, { last_used_at: new Date(now) });
    } catch (error) {
      this.logger.warn({ err: error }, 'the last use of a token was not noted');
    }
  }
}
