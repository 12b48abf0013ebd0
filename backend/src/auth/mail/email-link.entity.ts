import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

export const linkPurposes = ['verify_email', 'reset_password', 'unlock_sign_in'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** A link that was mailed and is not used yet. */
@Entity('email_links')
export class EmailLinkEntity {
  /** SHA-256 of the token, so that reading the table is not enough to use the link. */
  @PrimaryColumn({ type: 'binary', length: 32 })
  token_hash!: Buffer;

  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  @Column({ type: 'enum', enum: linkPurposes })
  purpose!: LinkPurpose;

  /** The address that it was mailed to. The link is valid only while the account has this address. */
  @Column({ type: 'varchar', length: 100 })
  email!: string;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;

  @Column({ type: 'datetime', precision: 3 })
  expires_at!: Date;
}
