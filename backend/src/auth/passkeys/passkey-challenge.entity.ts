import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** A challenge that an authenticator was asked to sign and has not answered yet. */
@Entity('passkey_challenges')
export class PasskeyChallengeEntity {
  @PrimaryColumn({ type: 'binary', length: 32 })
  challenge!: Buffer;

  /** The user who adds a passkey; null for signing in, where the user is not known yet. */
  @Column({ type: 'bigint', unsigned: true, nullable: true, transformer: bigintAsNumber })
  user_id!: number | null;

  @Column({ type: 'datetime', precision: 3 })
  expires_at!: Date;
}
