import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, In, IsNull, MoreThan, type Repository } from 'typeorm';
import { sha256 } from '../../platform/access/sha256.ts';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { UserEntity } from '../users/user.entity.ts';
import { EmailLinkEntity, type LinkPurpose } from './email-link.entity.ts';

const tokenBytes = 32;

const kinds = {
  verify_email: { path: '/verify-email', minutes: 24 * 60, validFor: '24 hours' },
  reset_password: { path: '/reset-password', minutes: 30, validFor: '30 minutes' },
  // As long as the window of the limit on asking for one, so the last one that was mailed is never too old.
  unlock_sign_in: { path: '/unlock', minutes: 60, validFor: 'an hour' },
} as const satisfies Record<LinkPurpose, { path: string; minutes: number; validFor: string }>;

export interface IssuedLink {
  readonly user: UserEntity;
  readonly url: string;
  /** For the text of the message. */
  readonly validFor: string;
}

/** Links with a secret token. Each works once, for a limited time. */
@Injectable()
export class EmailLinksService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(EmailLinkEntity) private readonly links: Repository<EmailLinkEntity>,
  ) {}

  /**
   * Issues a link, which replaces the user's previous one for the same purpose.
   *
   * @param where selects the user; a disabled user gets no link
   * @param also runs in the same transaction
   * @returns undefined when no enabled user was found
   */
  async issue(
    purpose: LinkPurpose,
    where: FindOptionsWhere<UserEntity>,
    also: (user: UserEntity, transaction: EntityManager) => Promise<void> = async () => {},
  ): Promise<IssuedLink | undefined> {
    const token = randomBytes(tokenBytes).toString('base64url');
    const user = await this.links.manager.transaction(async (transaction) => {
      // The lock makes concurrent requests take turns, so that only the last link stays valid.
      const found = await transaction.findOne(UserEntity, {
        where: { ...where, disabled_at: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (found === null) return undefined;
      await this.replace(found, purpose, token, transaction);
      await also(found, transaction);
      return found;
    });
    const { path, validFor } = kinds[purpose];
    // In the fragment, which browsers send to no server: a query would be in the access logs of every proxy.
    return user && { user, url: `${this.environment.PUBLIC_ORIGIN}${path}#token=${token}`, validFor };
  }

  /** @returns null when the link was used, replaced or issued for another purpose, or has expired */
  find(purpose: LinkPurpose, token: string): Promise<EmailLinkEntity | null> {
    return this.links.findOneBy({ token_hash: sha256(token), purpose, expires_at: MoreThan(new Date()) });
  }

  /** Deletes a link because it is used now. @returns false when another request has used it first */
  async spend({ token_hash }: EmailLinkEntity, transaction: EntityManager): Promise<boolean> {
    const { affected } = await transaction.delete(EmailLinkEntity, { token_hash });
    return affected === 1;
  }

  /** Deletes links that are not used yet. */
  async revoke(userId: number, purposes: readonly LinkPurpose[], transaction: EntityManager): Promise<void> {
    await transaction.delete(EmailLinkEntity, { user_id: userId, purpose: In([...purposes]) });
  }

  private async replace(user: UserEntity, purpose: LinkPurpose, token: string, transaction: EntityManager) {
    // Deletes by primary key. A delete by index that finds no row would lock the gap that other requests insert into.
    for (const { token_hash } of await transaction.findBy(EmailLinkEntity, { user_id: user.id, purpose })) {
      await transaction.delete(EmailLinkEntity, { token_hash });
    }
    const now = new Date();
    await transaction.insert(EmailLinkEntity, {
      token_hash: sha256(token),
      user_id: user.id,
      purpose,
      email: user.email,
      created_at: now,
      expires_at: new Date(now.getTime() + kinds[purpose].minutes * 60_000),
    });
  }
}
