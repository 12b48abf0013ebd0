import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** One signed-in device: a family of refresh tokens of which one at a time is good. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  /** Of the part that all tokens of the family share: whoever knows it once held one of them. */
  @Column({ type: 'binary', length: 32 })
  family_hash!: Buffer;

  /** Of the secret of the token that is good now. */
  @Column({ type: 'binary', length: 32 })
  token_hash!: Buffer;

  /** Of the secret of the token before. */
  @Column({ type: 'binary', length: 32, nullable: true })
  previous_hash!: Buffer | null;

  /** What made the secret that is good now out of the one before. */
  @Column({ type: 'binary', length: 16 })
  salt!: Buffer;

  /** The device as a person would call it, such as `Firefox on Linux`. */
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

  /** The end that no use puts off. */
  @Column({ type: 'datetime', precision: 3 })
  expires_at!: Date;
}
