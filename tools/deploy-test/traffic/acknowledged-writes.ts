import type { BearerClient } from '../../bench/bearer-client.ts';

interface Write {
  readonly client: BearerClient;
  readonly id: number;
  readonly title: string;
}

/** Reads at the same time: a few, because the processor is shared with the cluster. */
const readers = 8;

/** The tasks that were answered with 201. Each must be found again, whatever happened in between. */
export class AcknowledgedWrites {
  private readonly writes: Write[] = [];

  add(client: BearerClient, id: number, title: string): void {
    this.writes.push({ client, id, title });
  }

  get count(): number {
    return this.writes.length;
  }

  /** Reads every task again. @returns a line for each task that is missing or differs */
  async lost(): Promise<string[]> {
    const lost: string[] = [];
    const waiting = this.writes.values();
    await Promise.all(
      Array.from({ length: readers }, async () => {
        for (const { client, id, title } of waiting) {
          const { status, body } = await client.call('GET', `/api/tasks/${id}`);
          if (status !== 200 || body.title !== title)
            lost.push(`task ${id} was acknowledged and is now ${status === 200 ? `"${body.title}"` : status}`);
        }
      }),
    );
    return lost;
  }
}
