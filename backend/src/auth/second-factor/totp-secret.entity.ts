import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** The secret that a user's authenticator app derives its codes from. */
@Entity('totp_secrets')
export class TotpSecretEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  /** Encrypted: see `SecretBox`. */
  @Column({ type: 'varbinary', length: 255 })
  secret!: Buffer;

  /** Null until the user entered a first code of the app. Until then, signing in does not ask for a code. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  confirmed_at!: Date | null;

  /** The time step of the last code that was used. Only codes of later steps are valid. */
  @Column({ type: 'bigint', unsigned: true, default: 0, transformer: bigintAsNumber })
  last_step!: number;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;
}
