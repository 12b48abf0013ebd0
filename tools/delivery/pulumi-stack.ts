import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { CliError } from '../shared/cli-error.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { type EcrRegistry, ecrRegistry } from './registry-login.ts';

/** Both images, as written in the stack's configuration. */
export interface Images {
  readonly backend: string;
  readonly web: string;
}

const historySchema = z.array(
  z.object({
    kind: z.string(),
    result: z.string(),
    message: z.string().default(''),
    config: z.record(z.string(), z.object({ value: z.string().optional() })).optional(),
  }),
);
const imagesSchema = z.object({ backend: z.string(), web: z.string() });
const accountSchema = z.object({ id: z.string(), region: z.string() });

/**
 * Arguments of `pulumi` that read the Ingress's address again, so that the next update gives the DNS record a new load balancer.
 * Without an Ingress in the state they do nothing.
 */
export const readIngressAgain = ['--yes', '--skip-preview', '--non-interactive', '--target=**Ingress::app-ingress'];
/** Message of an update that only makes the image repositories. */
const repositoriesOnly = 'repositories only';
/** Message of an update that only makes the network, before the API server can be reached. */
export const networkOnly = 'network only';
const partialUpdates = [repositoriesOnly, networkOnly];
/** Pulumi's error under --expect-no-changes. Any other failure is not drift. */
const driftError = 'no changes were expected';

/**
 * One stack, through the `pulumi` program. `pulumi login` has chosen the state's backend. The Automation API does not fit:
 * its setConfig and getConfig take no --config-file, so it would write the images into the repository's YAML.
 */
export class PulumiStack {
  private readonly stack: string;
  /** A copy of the stack's YAML: the images that run are recorded in the state, not in the repository. */
  private readonly configFile: string;

  /** @throws CliError when the repository has no such stack */
  constructor(stack: string) {
    const name = `Pulumi.${stack}.yaml`;
    if (!existsSync(join(repositoryRoot, name)))
      throw new CliError(`there is no stack "${stack}": ${name} is missing.`);
    const folder = mkdtempSync(join(tmpdir(), 'taskyard-stack-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    copyFileSync(join(repositoryRoot, name), join(folder, name));
    this.stack = stack;
    this.configFile = join(folder, name);
  }

  /** The stack's own registry; undefined for a stack without AWS. */
  async registry(): Promise<EcrRegistry | undefined> {
    if (!(await this.isOnAws())) return undefined;
    return ecrRegistry(accountSchema.parse(JSON.parse(await this.setting('account'))));
  }

  /** The images of the last successful update; undefined before the first. */
  async deployedImages(): Promise<Images | undefined> {
    const history = historySchema.parse(JSON.parse(await this.read('stack', 'history', '--json')));
    const last = history.find(
      ({ kind, result, message }) => kind === 'update' && result === 'succeeded' && !partialUpdates.includes(message),
    );
    const images = last?.config?.['taskyard:images']?.value;
    return images === undefined ? undefined : imagesSchema.parse(JSON.parse(images));
  }

  async setImages({ backend, web }: Images): Promise<void> {
    await this.run(['config', 'set', '--path', 'images.backend', backend]);
    await this.run(['config', 'set', '--path', 'images.web', web]);
  }

  /** Makes only the repositories, so that the images can be copied before the first pods pull them. */
  async makeRepositories(): Promise<void> {
    const state = await this.read('stack', 'export');
    const has = (type: string) => new RegExp(`"type":\\s*"${type}"`).test(state);
    const isFirst = !has('eks:index:Cluster');
    // A first update that failed before the cluster has made them.
    if (isFirst && has('aws:ecr/repository:Repository')) return;
    const targets = ['--target=**aws:Account**', '--target=**aws:Registry**'];
    const args = ['up', '--yes', '--skip-preview', '--non-interactive', ...targets, `--message=${repositoriesOnly}`];
    await this.run(args, isFirst ? { TASKYARD_BEFORE_CLUSTER: 'true' } : {});
  }

  async up(): Promise<void> {
    // The state has the Ingress's address since its last change. The controller may have replaced the load balancer since.
    if (await this.isOnAws()) await this.run(['refresh', ...readIngressAgain]);
    await this.run(['up', '--yes', '--skip-preview', '--non-interactive']);
  }

  async origin(): Promise<string> {
    return this.read('stack', 'output', 'origin');
  }

  /** Shows what `up` would change, with the images that run now. */
  async preview(): Promise<void> {
    await this.keepImages();
    await this.run(['preview', '--diff', '--non-interactive']);
  }

  /**
   * @returns whether the cloud matches the code; `report` holds the differences
   * @throws CliError when the comparison fails
   */
  async drift(): Promise<{ matches: boolean; report: string }> {
    await this.keepImages();
    const args = ['preview', '--refresh', '--expect-no-changes', '--diff', '--non-interactive'];
    const { exitCode, all } = await execa('pulumi', [...args, ...this.stackArguments()], {
      cwd: repositoryRoot,
      all: true,
      reject: false,
    });
    if (exitCode !== 0 && !all.includes(driftError)) throw new CliError(`pulumi preview failed:\n${all}`);
    return { matches: exitCode === 0, report: all };
  }

  private async isOnAws(): Promise<boolean> {
    return (await this.setting('platform')) === 'aws';
  }

  private async keepImages(): Promise<void> {
    const images = await this.deployedImages();
    if (images !== undefined) await this.setImages(images);
  }

  private stackArguments(): string[] {
    return [`--stack=${this.stack}`, `--config-file=${this.configFile}`];
  }

  private setting(key: string): Promise<string> {
    return this.read('config', 'get', key, `--config-file=${this.configFile}`);
  }

  private async read(...args: readonly string[]): Promise<string> {
    const { failed, stdout, stderr } = await execa('pulumi', [...args, `--stack=${this.stack}`], {
      cwd: repositoryRoot,
      reject: false,
    });
    if (failed) throw new CliError(`pulumi ${args.slice(0, 2).join(' ')} failed: ${stderr || 'is pulumi on PATH?'}`);
    return stdout.trim();
  }

  private async run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const { failed } = await execa('pulumi', [...args, ...this.stackArguments()], {
      cwd: repositoryRoot,
      reject: false,
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (failed) throw new CliError(`pulumi ${args[0]} failed on ${this.stack}.`);
  }
}
