import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, type Repository } from 'typeorm';
import { TaskEntity } from './task.entity.ts';
import { toExportedTask } from './task.schemas.ts';
import { exportsAtOnce } from './task-export.limits.ts';
import { TooManyExportsError } from './tasks.errors.ts';

/** Tasks whose sizes are read with one query. */
const planSize = 500;
/** Text that one query reads. A download that nobody reads keeps about three times as much. */
const batchBytes = 131_072;
/** What a task adds to the text of its title and description. */
const otherBytes = 250;

interface Batch {
  readonly first: number;
  last: number;
  bytes: number;
}

/** Exports all tasks of a user. */
@Injectable()
export class TaskExportsService {
  /** How many exports of each user are under way. */
  private readonly running = new Map<number, number>();

  constructor(@InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>) {}

  /**
   * Streams JSON of the form of `taskExportSchema`. A batch is read when the client has taken the one before. Tasks are
   * ordered by id, which never changes: a task that is moved to the trash or restored during the export appears exactly
   * once.
   *
   * @throws {TooManyExportsError} while others of the user are under way
   */
  async stream(userId: number): Promise<Readable> {
    const running = this.running.get(userId) ?? 0;
    if (running >= exportsAtOnce) throw new TooManyExportsError(exportsAtOnce);
    this.running.set(userId, running + 1);
    const chunks = this.write(userId);
    try {
      // The first batch is read before the response begins, so that an unreachable database is an error and not half a file.
      const first = await chunks.next();
      async function* all() {
        if (!first.done) yield first.value;
        yield* chunks;
      }
      // A stream closes when it has ended, and when the client has disconnected.
      return Readable.from(all(), { objectMode: false, highWaterMark: 1 }).once('close', () => this.finish(userId));
    } catch (error) {
      this.finish(userId);
      throw error;
    }
  }

  private finish(userId: number): void {
    const others = (this.running.get(userId) ?? 1) - 1;
    if (others === 0) this.running.delete(userId);
    else this.running.set(userId, others);
  }

  private async *write(userId: number): AsyncGenerator<Buffer> {
    let text = `{"exported_at":${JSON.stringify(new Date())},"tasks":[`;
    let separator = '';
    for (let after: number | undefined = 0; after !== undefined; ) {
      const batches = await this.plan(userId, after);
      for (const { first, last } of batches.list) {
        const tasks = await this.read(userId, first, last);
        if (tasks === '') continue;
        yield Buffer.from(text + separator + tasks);
        text = '';
        separator = ',';
      }
      after = batches.next;
    }
    yield Buffer.from(`${text}]}`);
  }

  /** Divides the next tasks into batches by their size: a few long tasks, or hundreds of short ones. */
  private async plan(userId: number, after: number): Promise<{ list: readonly Batch[]; next: number | undefined }> {
    const rows = await this.tasks
      .createQueryBuilder('task')
      .select('task.id', 'id')
      .addSelect('LENGTH(task.title) + COALESCE(LENGTH(task.description), 0)', 'bytes')
      .where('task.user_id = :userId AND task.id > :after', { userId, after })
      .orderBy('task.id')
      .limit(planSize)
      .getRawMany<{ id: string; bytes: string | number }>();
    const list: Batch[] = [];
    for (const row of rows) {
      const [id, bytes] = [Number(row.id), Number(row.bytes) + otherBytes];
      const batch = list.at(-1);
      if (batch !== undefined && batch.bytes + bytes <= batchBytes) {
        batch.last = id;
        batch.bytes += bytes;
      } else {
        list.push({ first: id, last: id, bytes });
      }
    }
    return { list, next: rows.length < planSize ? undefined : list.at(-1)?.last };
  }

  /** Only text leaves this method: the rows would be kept as long as the client does not read. */
  private async read(userId: number, first: number, last: number): Promise<string> {
    const rows = await this.tasks.find({
      where: { user_id: userId, id: Between(first, last) },
      order: { id: 'ASC' },
      take: planSize,
    });
    return rows.map((task) => JSON.stringify(toExportedTask(task))).join(',');
  }
}
