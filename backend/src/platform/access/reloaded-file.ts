import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { ConfigurationError } from '../config/configuration-error.ts';

interface ReloadedFileOptions<Value> {
  /** The setting with the path of the file. Messages name it, and never repeat the content of the file. */
  readonly setting: string;
  readonly path: string;
  /** @throws when the content is not valid */
  readonly parse: (json: unknown) => Value;
}

/**
 * The value of a JSON file that can be reloaded. A change is detected by the content and not by the file's time,
 * because a mounted Kubernetes Secret changes by swapping a symbolic link. While the file is invalid, incomplete or
 * missing, the last valid value stays in use.
 */
export class ReloadedFile<Value> {
  private readonly logger = new Logger(ReloadedFile.name);
  private text: string;
  private value: Value;
  private lastProblem: string | undefined;
  private reading: Promise<void> | undefined;

  /** @throws {ConfigurationError} when the file is not valid at the start, because there is no last valid value */
  constructor(private readonly options: ReloadedFileOptions<Value>) {
    this.text = this.readNow();
    this.value = this.parse(this.text);
  }

  get current(): Value {
    return this.value;
  }

  /** Never throws. Calls during a reload share it. */
  reload(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async read(): Promise<void> {
    try {
      const text = await readFile(this.options.path, 'utf8').catch(() => this.fail('cannot be read'));
      if (text !== this.text) {
        this.value = this.parse(text);
        this.text = text;
      }
      this.lastProblem = undefined;
    } catch (error) {
      this.logProblem(error);
    }
  }

  private readNow(): string {
    try {
      return readFileSync(this.options.path, 'utf8');
    } catch {
      return this.fail('cannot be read');
    }
  }

  private parse(text: string): Value {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // The parser's message is not used, because it quotes the text.
      this.fail('is not JSON');
    }
    return this.options.parse(json);
  }

  private fail(reason: string): never {
    throw new ConfigurationError([`${this.options.setting} names ${this.options.path}, which ${reason}`]);
  }

  /** Logs each problem once and not on every reload. */
  private logProblem(error: unknown): void {
    const reason =
      error instanceof ConfigurationError ? error.problems.join('; ') : `${this.options.setting} cannot be used`;
    if (reason === this.lastProblem) return;
    this.lastProblem = reason;
    this.logger.error(`${reason}. The last valid content stays in use.`);
  }
}
