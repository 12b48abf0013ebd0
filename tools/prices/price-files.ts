import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { CliError } from '../shared/cli-error.ts';

/** AWS's public price list files, which need no credentials. Source: AWS Billing user guide, "Getting price list files manually". */
const host = 'https://pricing.us-east-1.amazonaws.com';
const indexPath = '/offers/v1.0/aws/index.json';

const serviceIndex = z.object({
  offers: z.record(
    z.string(),
    z.object({ currentVersionUrl: z.string(), currentRegionIndexUrl: z.string().optional() }),
  ),
});
const regionIndex = z.object({ regions: z.record(z.string(), z.object({ currentVersionUrl: z.string() })) });

export interface PriceFile {
  /** The public address of this version of the file. */
  readonly url: string;
  open(): Promise<Readable>;
}

/** The price list files of one region, from AWS or from a folder with the same paths. */
export class PriceFiles {
  readonly #folder: string | undefined;
  #index: z.infer<typeof serviceIndex> | undefined;

  /** @param folder `<folder>/offers/v1.0/aws/…`; undefined: AWS's own host */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /**
   * The CSV file of a service. It can have hundreds of megabytes, so it is opened as a stream.
   * @param region undefined for a service with one list for the whole world
   * @throws {CliError} when the indexes do not name it, or a file cannot be read
   */
  async find(offer: string, region: string | undefined): Promise<PriceFile> {
    this.#index ??= await this.#json(indexPath, serviceIndex);
    const service = this.#index.offers[offer];
    if (service === undefined) throw new CliError(`${indexPath} has no service ${offer}.`);
    const json = region === undefined ? service.currentVersionUrl : await this.#regional(offer, region, service);
    const path = json.replace(/\.json$/, '.csv');
    return { url: `${host}${path}`, open: () => this.#open(path) };
  }

  async #regional(
    offer: string,
    region: string,
    { currentRegionIndexUrl }: { currentRegionIndexUrl?: string | undefined },
  ) {
    if (currentRegionIndexUrl === undefined) throw new CliError(`${offer} has no prices by region.`);
    const { regions } = await this.#json(currentRegionIndexUrl, regionIndex);
    const path = regions[region]?.currentVersionUrl;
    if (path === undefined) throw new CliError(`${currentRegionIndexUrl} does not name ${region}.`);
    return path;
  }

  async #json<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
    const result = schema.safeParse(JSON.parse(await text(await this.#open(path))));
    if (!result.success) throw new CliError(`${path} has another form than expected: ${z.prettifyError(result.error)}`);
    return result.data;
  }

  async #open(path: string): Promise<Readable> {
    if (this.#folder !== undefined) {
      const file = join(this.#folder, path);
      if (!existsSync(file)) throw new CliError(`${file} does not exist.`);
      return createReadStream(file);
    }
    const response = await fetch(`${host}${path}`).catch((error: Error) => {
      throw new CliError(`${host}${path} cannot be reached: ${error.message}`);
    });
    if (!response.ok || response.body === null) throw new CliError(`${host}${path} answered ${response.status}.`);
    return Readable.fromWeb(response.body);
  }
}
