import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, type Repository } from 'typeorm';
import { TaskEntity } from './task.entity.ts';
import { toExportedTask } from './task.schemas.ts';

/** Tasks read with one query: enough for a fast download, few enough that many downloads fit in memory. */
const batchSize = 500;

/** Exports all tasks of a user. */
@Injectable()
export class TaskExportsService {
  constructor(@InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>) {}

  /**
   * Streams JSON of the form of `taskExportSchema`. Tasks are ordered by id, which never changes: a task that is moved
   * to the trash or restored during the export appears exactly once.
   */
  async stream(userId: number): Promise<Readable> {
    // The first batch is read before the response begins, so that an unreachable database is an error and not half a file.
    return Readable.from(this.write(userId, await this.batchAfter(userId, 0)));
  }

  private async *write(userId: number, first: TaskEntity[]): AsyncGenerator<string> {
    yield `{"exported_at":${JSON.stringify(new Date())},"tasks":[`;
    let separator = '';
    for (let batch = first; batch.length > 0; ) {
      yield separator + batch.map((task) => JSON.stringify(toExportedTask(task))).join(',');
      separator = ',';
      batch = batch.length < batchSize ? [] : await this.batchAfter(userId, batch.at(-1)?.id ?? 0);
    }
    yield ']}';
  }

  private batchAfter(userId: number, id: number): Promise<TaskEntity[]> {
    return this.tasks.find({ where: { user_id: userId, id: MoreThan(id) }, order: { id: 'ASC' }, take: batchSize });
  }
}
