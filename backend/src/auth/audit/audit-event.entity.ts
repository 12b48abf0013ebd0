import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../platform/database/bigint.transformer.ts';
import type { AuditAction } from './audit-actions.ts';

@Entity('audit_events')
export class AuditEventEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  @Column({ type: 'datetime', precision: 3 })
  occurred_at!: Date;

  @Column({ type: 'varchar', length: 50 })
  action!: AuditAction;

  /** The user who did it; null for the system, and after the user was deleted. */
  @Column({ type: 'bigint', unsigned: true, nullable: true, transformer: bigintAsNumber })
  actor_id!: number | null;

  /** The user it happened to; null if there is none. */
  @Column({ type: 'bigint', unsigned: true, nullable: true, transformer: bigintAsNumber })
  subject_id!: number | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  correlation_id!: string | null;
}
