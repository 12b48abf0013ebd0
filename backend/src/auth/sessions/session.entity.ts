import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** A session is a family of refresh tokens. Only the newest token of a family is valid. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  /** SHA-256 of the part that all tokens of the family share. A client that sends it has held one of the tokens. */
  @Column({ type: 'binary', length: 32 })
  family_hash!: Buffer;

  /** SHA-256 of the valid token's secret. */
  @Column({ type: 'binary', length: 32 })
  token_hash!: Buffer;

  /** SHA-256 of the previous token's secret; null before the first refresh. */
  @Column({ type: 'binary', length: 32, nullable: true })
  previous_hash!: Buffer | null;

  /** The salt that the valid token's secret was derived with from the previous one. */
  @Column({ type: 'binary', length: 16 })
  salt!: Buffer;

  /** Browser and operating system, such as `Firefox on Linux`. */
  @Column({ type: 'varchar', length: 100 })
  device!: string;

  @Column({ type: 'varchar', length: 45 })
  address!: string;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;

  @Column({ type: 'datetime', precision: 3 })
  rotated_at!: Date;

  @Column({ type: 'datetime', precision: 3 })
  last_used_at!: Date;

  /** When the user last signed in or confirmed the session; null for sessions from before this was recorded. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  confirmed_at!: Date | null;

  /** The latest possible end. Using the session does not extend it. */
  @Column({ type: 'datetime', precision: 3 })
  expires_at!: Date;
}
