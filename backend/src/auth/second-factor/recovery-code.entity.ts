import { Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** A recovery code that is not used yet. */
@Entity('recovery_codes')
export class RecoveryCodeEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  @PrimaryColumn({ type: 'binary', length: 32 })
  code_hash!: Buffer;
}
