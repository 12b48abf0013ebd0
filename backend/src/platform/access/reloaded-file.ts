import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { ConfigurationError } from '../config/configuration-error.ts';

export interface ReloadedFileOptions<Value> {
  /** The setting that names the file; messages name it and never repeat what the file holds. */
  readonly setting: string;
  readonly path: string;
  /** @throws for content that cannot be used */
  readonly parse: (json: unknown) => Value;
}

/**
 * What a JSON file says, read again on demand. Content decides whether it changed, not times: a mounted Kubernetes Secret
 * changes by swapping a symbolic link. A file that is wrong, half written or gone leaves the last good value in place.
 */
export class ReloadedFile<Value> {
  private readonly logger = new Logger(ReloadedFile.name);
  private text: string;
  private value: Value;
  private complaint: string | undefined;
  private reading: Promise<void> | undefined;

  /** @throws {ConfigurationError} when the file cannot be used at the start: then there is no last good value */
  constructor(private readonly options: ReloadedFileOptions<Value>) {
    this.text = this.readNow();
    this.value = this.parse(this.text);
  }

  get current(): Value {
    return this.value;
  }

  /** Never throws; those who call it while it reads share the reading. */
  reload(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async read(): Promise<void> {
    try {
      const text = await readFile(this.options.path, 'utf8').catch(() => this.refuse('cannot be read'));
      if (text !== this.text) {
        this.value = this.parse(text);
        this.text = text;
      }
      this.complaint = undefined;
    } catch (error) {
      this.complain(error);
    }
  }

  private readNow(): string {
    try {
      return readFileSync(this.options.path, 'utf8');
    } catch {
      return this.refuse('cannot be read');
    }
  }

  private parse(text: string): Value {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // The parser's own message quotes the text.
      this.refuse('is not JSON');
    }
    return this.options.parse(json);
  }

  private refuse(reason: string): never {
    throw new ConfigurationError([`${this.options.setting} names ${this.options.path}, which ${reason}`]);
  }

  /** Once for each thing that is wrong, not at every look. */
  private complain(error: unknown): void {
    const reason =
      error instanceof ConfigurationError ? error.problems.join('; ') : `${this.options.setting} cannot be used`;
    if (reason === this.complaint) return;
    this.complaint = reason;
    this.logger.error(`${reason}. What was read before stays in use.`);
  }
}
