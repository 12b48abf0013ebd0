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

  /** The user who did it, who may be deleted by now; null for the system. */
  @Column({ type: 'bigint', unsigned: true, nullable: true, transformer: bigintAsNumber })
  actor_id!: number | null;

  /** The actor's username as of then. Users who were deleted before names were kept have only this, and no id. */
  @Column({ type: 'varchar', length: 50, nullable: true })
  actor_name!: string | null;

  /** The user it happened to, who may be deleted by now; null if there is none. */
  @Column({ type: 'bigint', unsigned: true, nullable: true, transformer: bigintAsNumber })
  subject_id!: number | null;

  /** The subject's username as of then. */
  @Column({ type: 'varchar', length: 50, nullable: true })
  subject_name!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  correlation_id!: string | null;
}
