import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

/** A WebAuthn credential of a user, on a phone or a security key for example. */
@Entity('passkeys')
export class PasskeyEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  /** SHA-256 of `credential_id`, for the index. */
  @Column({ type: 'binary', length: 32 })
  credential_hash!: Buffer;

  @Column({ type: 'varbinary', length: 1023 })
  credential_id!: Buffer;

  /** The user id that the authenticator was given. It returns it at each sign-in. */
  @Column({ type: 'binary', length: 32 })
  user_handle!: Buffer;

  /** A COSE key (RFC 9052). */
  @Column({ type: 'varbinary', length: 2048 })
  public_key!: Buffer;

  /** The authenticator's signature counter at the last sign-in. Synchronised passkeys stay at 0. */
  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  counter!: number;

  /** WebAuthn transports: how browsers reach the authenticator, separated by commas. */
  @Column({ type: 'varchar', length: 100 })
  transports!: string;

  @Column({ type: 'varchar', length: 50 })
  name!: string;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  last_used_at!: Date | null;
}
