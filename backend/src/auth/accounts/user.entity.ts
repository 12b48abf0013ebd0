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

  /** A password hash in PHC or bcrypt format; left out of every read that does not ask for it. */
  @Column({ type: 'varchar', length: 255, select: false })
  password!: string;

  @Column({ type: 'enum', enum: roles, default: 'user' })
  role!: Role;

  /** Set while an admin keeps the person out. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  disabled_at!: Date | null;

  /** Somebody else chose the password; until it is changed, nothing else is open. */
  @Column({ type: 'boolean', default: false })
  must_change_password!: boolean;

  /** When the person showed that mail to `email` reaches them. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  email_verified_at!: Date | null;

  /** Set while signing in with the password also takes a one-time code. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  second_factor_at!: Date | null;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;
}
