import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generateValues, type Properties } from './generate-values.ts';
import { plain } from './plain-value.ts';

/** Keeps generated values, so that an update generates only those whose resource is new or has other inputs. */
export class ValueStore {
  readonly #file: string;
  readonly #values: Record<string, Properties>;

  /** @param file holds secrets; only this user can read it */
  constructor(file: string) {
    this.#file = file;
    this.#values = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Properties>) : {};
  }

  async valuesOf(type: string, name: string, marked: Properties): Promise<Properties> {
    const inputs = plain(marked) as Properties;
    const hash = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
    const key = `${type} ${name} ${hash}`;
    const known = this.#values[key];
    if (known !== undefined) return known;
    const generated = await generateValues(type, inputs);
    this.#values[key] = generated;
    writeFileSync(this.#file, JSON.stringify(this.#values), { mode: 0o600 });
    return generated;
  }
}
