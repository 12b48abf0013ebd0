import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, In, IsNull, MoreThan, type Repository } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { EmailLinkEntity, type LinkPurpose } from './email-link.entity.ts';

const tokenBytes = 32;

const kinds = {
  verify_email: { path: '/verify-email', minutes: 24 * 60, validFor: '24 hours' },
  reset_password: { path: '/reset-password', minutes: 30, validFor: '30 minutes' },
} as const satisfies Record<LinkPurpose, { path: string; minutes: number; validFor: string }>;

export interface IssuedLink {
  readonly user: UserEntity;
  readonly url: string;
  /** As people say it. */
  readonly validFor: string;
}

/** Links with a secret in them, good for one use in a limited time. */
@Injectable()
export class EmailLinksService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(EmailLinkEntity) private readonly links: Repository<EmailLinkEntity>,
  ) {}

  /**
   * Makes a link, which replaces the one before.
   *
   * @param whose which account; a disabled one gets none
   * @param also runs in the same transaction
   */
  async issue(
    purpose: LinkPurpose,
    whose: FindOptionsWhere<UserEntity>,
    also: (user: UserEntity, transaction: EntityManager) => Promise<void> = async () => {},
  ): Promise<IssuedLink | undefined> {
    const token = randomBytes(tokenBytes).toString('base64url');
    const user = await this.links.manager.transaction(async (transaction) => {
      // The account stays locked, so that of two requests at once the later one's link is the one that is left.
      const found = await transaction.findOne(UserEntity, {
        where: { ...whose, disabled_at: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      if (found === null) return undefined;
      await this.replace(found, purpose, token, transaction);
      await also(found, transaction);
      return found;
    });
    const { path, validFor } = kinds[purpose];
    return user && { user, url: `${this.environment.PUBLIC_ORIGIN}${path}?token=${token}`, validFor };
  }

  /** The link of a token, unless it was used, replaced or made for something else, or its time is over. */
  find(purpose: LinkPurpose, token: string): Promise<EmailLinkEntity | null> {
    return this.links.findOneBy({ token_hash: hashOf(token), purpose, expires_at: MoreThan(new Date()) });
  }

  /** Uses a link up. @returns false for all but one of those who use it at once */
  async spend({ token_hash }: EmailLinkEntity, transaction: EntityManager): Promise<boolean> {
    const { affected } = await transaction.delete(EmailLinkEntity, { token_hash });
    return affected === 1;
  }

  /** Takes links back that were not used yet. */
  async revoke(userId: number, purposes: readonly LinkPurpose[], transaction: EntityManager): Promise<void> {
    await transaction.delete(EmailLinkEntity, { user_id: userId, purpose: In([...purposes]) });
  }

  private async replace(user: UserEntity, purpose: LinkPurpose, token: string, transaction: EntityManager) {
    // By primary key: deleting what an index may not have would lock the gap that others are about to insert into.
    for (const { token_hash } of await transaction.findBy(EmailLinkEntity, { user_id: user.id, purpose })) {
      await transaction.delete(EmailLinkEntity, { token_hash });
    }
    const now = new Date();
    await transaction.insert(EmailLinkEntity, {
      token_hash: hashOf(token),
      user_id: user.id,
      purpose,
      email: user.email,
      created_at: now,
      expires_at: new Date(now.getTime() + kinds[purpose].minutes * 60_000),
    });
  }
}

/** The token is random and long, so a plain hash cannot be searched backwards. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
