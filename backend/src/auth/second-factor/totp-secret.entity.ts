import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** What a person's authenticator app makes its codes of. */
@Entity('totp_secrets')
export class TotpSecretEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  /** Encrypted: see `SecretBox`. */
  @Column({ type: 'varbinary', length: 255 })
  secret!: Buffer;

  /** Null until the app showed that it has the secret; before that, signing in does not ask for a code. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  confirmed_at!: Date | null;

  /** The time step of the last code that was taken: only later ones are good. */
  @Column({ type: 'bigint', unsigned: true, default: 0, transformer: bigintAsNumber })
  last_step!: number;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;
}
