import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, type Repository } from 'typeorm';
import { TaskEntity } from './task.entity.ts';
import type { ExportedTask } from './task-export.schemas.ts';

/** Tasks read at once: enough to keep a download going, few enough that many downloads fit in memory. */
const batchSize = 500;

/** Everything a person has in tasks, for that person to take away. */
@Injectable()
export class TaskExportsService {
  constructor(@InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>) {}

  /**
   * JSON as `taskExportSchema` has it, written while it is read. By id, which nothing changes: a task that is moved to the
   * trash or back in the meantime is in it once.
   */
  async of(owner: number): Promise<Readable> {
    // The first batch is read before anything is answered, so that a database that is away is an error, not half a file.
    return Readable.from(this.write(owner, await this.batchAfter(owner, 0)));
  }

  private async *write(owner: number, first: TaskEntity[]): AsyncGenerator<string> {
    yield `{"exported_at":${JSON.stringify(new Date())},"tasks":[`;
    let separator = '';
    for (let batch = first; batch.length > 0; ) {
      yield separator + batch.map((task) => JSON.stringify(present(task))).join(',');
      separator = ',';
      batch = batch.length < batchSize ? [] : await this.batchAfter(owner, batch.at(-1)?.id ?? 0);
    }
    yield ']}';
  }

  private batchAfter(owner: number, id: number): Promise<TaskEntity[]> {
    return this.tasks.find({ where: { user_id: owner, id: MoreThan(id) }, order: { id: 'ASC' }, take: batchSize });
  }
}

function present({ created_at, updated_at, deleted_at, ...task }: TaskEntity): ExportedTask {
  return {
    ...task,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    deleted_at: deleted_at?.toISOString() ?? null,
  };
}
