import {
  type OpenTaskStatus,
  openTaskStatuses,
  type TaskPriority,
  type TaskStatus,
  taskPriorities,
  taskStatuses,
} from '@taskyard/contracts/fields';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../platform/database/bigint.transformer.ts';

@Entity('tasks')
export class TaskEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true, generated: 'increment', transformer: bigintAsNumber })
  id!: number;

  /** The user of the task. A number and not a relation, because this module knows only the ids of users. */
  @Column({ type: 'bigint', unsigned: true, transformer: bigintAsNumber })
  user_id!: number;

  @Column({ type: 'varchar', length: 255 })
  title!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'enum', enum: taskStatuses })
  status!: TaskStatus;

  /** The status before the task was completed; null while it is open, or when it was created as completed. */
  @Column({ type: 'enum', enum: openTaskStatuses, nullable: true })
  previous_status!: OpenTaskStatus | null;

  @Column({ type: 'enum', enum: taskPriorities })
  priority!: TaskPriority;

  /** `YYYY-MM-DD` */
  @Column({ type: 'date', nullable: true })
  due_date!: string | null;

  @Column({ type: 'datetime', precision: 3 })
  created_at!: Date;

  @Column({ type: 'datetime', precision: 3 })
  updated_at!: Date;

  /** When the task went to the trash; null while it is live. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  deleted_at!: Date | null;
}
