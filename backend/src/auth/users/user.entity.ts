import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Role, roles } from '../../platform/access/principal.ts';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';

@Entity('users')
export class UserEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  @Column({ type: 'varchar', length: 50 })
  username!: string;

  @Column({ type: 'varchar', length: 100 })
  email!: string;

  /** A hash in PHC or bcrypt format. Reads leave it out unless they select it by name. */
  @Column({ type: 'varchar', length: 255, select: false })
  password!: string;

  @Column({ type: 'enum', enum: roles, default: 'user' })
  role!: Role;

  /** When an admin disabled the account; null while it is enabled. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  disabled_at!: Date | null;

  /** True while the password is one that an operator chose. The user must change it before doing anything else. */
  @Column({ type: 'boolean', default: false })
  must_change_password!: boolean;

  /** When the user proved that mail to `email` reaches them. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  email_verified_at!: Date | null;

  /** When two-step verification was enabled; null while the password alone is enough. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  second_factor_at!: Date | null;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;
}
