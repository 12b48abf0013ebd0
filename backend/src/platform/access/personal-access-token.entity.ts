import { type PersonalTokenScope, personalTokenScopes } from '@taskyard/contracts/scopes';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../database/bigint.transformer.ts';

/** A token that a user made for a script. Auth creates and revokes tokens; every module reads them here. */
@Entity('personal_access_tokens')
export class PersonalAccessTokenEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  /** SHA-256 of the token. The token itself is not stored. */
  @Column({ type: 'binary', length: 32 })
  token_hash!: Buffer;

  /** The last four characters of the token. */
  @Column({ type: 'char', length: 4 })
  hint!: string;

  @Column({ type: 'varchar', length: 50 })
  name!: string;

  @Column({ type: 'set', enum: personalTokenScopes })
  scopes!: PersonalTokenScope[];

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;

  @Column({ type: 'datetime', precision: 3 })
  expires_at!: Date;

  /** Exact to the minute. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  last_used_at!: Date | null;
}
