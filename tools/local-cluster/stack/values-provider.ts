import { isDeepStrictEqual } from 'node:util';
import type * as provider from '@pulumi/pulumi/provider/index.js';
import { generateValues } from './generate-values.ts';
import { plain } from './plain-value.ts';

type Properties = Record<string, unknown>;

/** Stands for the providers random and tls. Every changed input replaces the value, as theirs do. */
export class ValuesProvider implements provider.Provider {
  // Higher than any version that the SDKs require, because the engine warns about an older provider.
  readonly version = '999.0.0';

  async check(_urn: string, _olds: Properties, news: Properties): Promise<provider.CheckResult> {
    return { inputs: news };
  }

  async diff(_id: string, _urn: string, olds: Properties, news: Properties): Promise<provider.DiffResult> {
    const replaces = Object.keys(news).filter((key) => !isDeepStrictEqual(plain(olds[key]), plain(news[key])));
    return { changes: replaces.length > 0, replaces };
  }

  async create(urn: string, inputs: Properties): Promise<provider.CreateResult> {
    const [, , types = '', name = ''] = urn.split('::');
    const values = await generateValues(types.split('$').at(-1) ?? '', plain(inputs) as Properties);
    // Inputs are returned unchanged, with their marks, so that the engine keeps secret inputs secret.
    return { id: name, outs: { ...inputs, ...values } };
  }

  async delete(): Promise<void> {
    // The values exist in the state alone.
  }
}
