import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../database/bigint.transformer.ts';

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

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;
}
