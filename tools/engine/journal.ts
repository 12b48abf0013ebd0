import { readFile } from 'node:fs/promises';

export interface JournalEntry {
  readonly operation: 'create' | 'update' | 'delete';
  readonly urn: string;
}

/** The changes that the fake providers made, in order. */
export class Journal {
  readonly file: string;
  #read = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** Entries since the last call, as `operation type::name`. */
  async newEntries(): Promise<string[]> {
    const lines = (await readFile(this.file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
    const entries = lines.slice(this.#read);
    this.#read = lines.length;
    return entries.map((line) => {
      const { operation, urn } = JSON.parse(line) as JournalEntry;
      return `${operation} ${urn.split('::')[2]?.split('$').at(-1)}::${urn.split('::')[3]}`;
    });
  }
}
