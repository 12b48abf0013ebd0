import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThanOrEqual, MoreThan, type Repository } from 'typeorm';
import { PasskeyChallengeEntity } from './passkey-challenge.entity.ts';

const challengeBytes = 32;
/** How long a user may take to find the authenticator and touch it. */
export const challengeTtlMs = 300_000;

/** Random challenges for authenticators to sign. Each works for one answer. */
@Injectable()
export class PasskeyChallengesService {
  private readonly logger = new Logger(PasskeyChallengesService.name);

  constructor(
    @InjectRepository(PasskeyChallengeEntity) private readonly challenges: Repository<PasskeyChallengeEntity>,
  ) {}

  /** @param userId the user who adds a passkey; null for signing in */
  async issue(userId: number | null): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = randomBytes(challengeBytes);
    await this.challenges.insert({
      challenge,
      user_id: userId,
      expires_at: new Date(Date.now() + challengeTtlMs),
    });
    return Uint8Array.from(challenge);
  }

  /**
   * Uses up the challenge that an authenticator claims to answer. A second answer is refused, even if the first was
   * wrong.
   * @returns the challenge; undefined when it was not issued for this user, was answered before, or has expired
   */
  async redeem(clientDataJSON: string, userId: number | null): Promise<string | undefined> {
    const text = challengeOf(clientDataJSON);
    const challenge = Buffer.from(text ?? '', 'base64url');
    if (text === undefined || challenge.length !== challengeBytes) return undefined;
    // Of two concurrent answers, only one deletes the row.
    const { affected } = await this.challenges.delete({
      challenge,
      user_id: userId ?? IsNull(),
      expires_at: MoreThan(new Date()),
    });
    return affected === 1 ? text : undefined;
  }

  /** Runs on every replica; deleting the same rows twice does no harm. */
  @Cron(CronExpression.EVERY_5_MINUTES)
  async purge(now = new Date()): Promise<void> {
    const { affected } = await this.challenges.delete({ expires_at: LessThanOrEqual(now) });
    if (affected) this.logger.log({ purged: affected }, 'deleted expired challenges');
  }
}

function challengeOf(clientDataJSON: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
