import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseDocument } from 'yaml';
import { mockCallerArn } from '../recorder/mock-caller.ts';
import { readStackFile, recordStack, type StackName, settingsOf } from '../recorder/recorder.ts';
import { run, Service } from '../shared/child-process.ts';
import { pathStartingWith, readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { replacedLoadBalancerFile } from './fake-provider.ts';
import { Journal } from './journal.ts';

const repository = join(import.meta.dirname, '..', '..');

export interface EngineOptions {
  readonly stack: StackName;
  /** Packages with a fake provider. The engine finds or downloads the other providers. */
  readonly fakeProviders: readonly string[];
  /** ARN of whoever runs the program, for another than the first administrator or CI's deploy role. */
  readonly callerArn?: string;
  readonly environment?: Record<string, string>;
}

export interface EngineRun {
  readonly exitCode: number;
  /** stdout and stderr. */
  readonly output: string;
}

/**
 * A real Pulumi engine that runs this repository's program. State, settings and copies of the stack files are in a
 * temporary folder: the checkout and the Pulumi settings of the user are not changed.
 */
export class Engine {
  readonly journal: Journal;
  readonly #folder: string;
  readonly #options: EngineOptions;
  readonly #environment: Record<string, string>;
  readonly #services: Service[] = [];
  readonly #ports: string[] = [];

  private constructor(folder: string, options: EngineOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#environment = { ...options.environment };
    this.journal = new Journal(join(folder, 'journal'));
  }

  static async start(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(await mkdtemp(join(tmpdir(), 'taskyard-engine-')), options);
    try {
      await engine.#prepare();
      return engine;
    } catch (error) {
      await engine.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const service of this.#services.splice(0)) await service.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  pulumi(...args: string[]): Promise<EngineRun> {
    return this.interruptible(undefined, ...args);
  }

  /** Runs `pulumi` and interrupts it when the signal is aborted. It ends at once, and its state misses what it was doing. */
  async interruptible(interrupt: AbortSignal | undefined, ...args: string[]): Promise<EngineRun> {
    const program = findProgram(readEnvironment().machine, 'pulumi');
    if (program === undefined) throw new Error('There is no pulumi on PATH.');
    const { exitCode, stdout, stderr } = await run(program, [...args, '--non-interactive', '--color=never'], {
      workingDirectory: join(this.#folder, 'project'),
      ...(interrupt && { interrupt }),
      environment: {
        PULUMI_HOME: join(this.#folder, 'home'),
        PULUMI_BACKEND_URL: `file://${join(this.#folder, 'state')}`,
        PULUMI_CONFIG_PASSPHRASE: 'only for this test',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        PULUMI_DEBUG_PROVIDERS: this.#ports.join(','),
        // The language host runs `node` from PATH, which must be a version that runs TypeScript.
        PATH: pathStartingWith(dirname(process.execPath)),
        ...this.#environment,
      },
    });
    return { exitCode, output: `${stdout}${stderr}` };
  }

  /** Sets an environment variable of all later runs. */
  setEnvironment(name: string, value: string): void {
    this.#environment[name] = value;
  }

  /** Changes the state by an export and an import. */
  async editState(edit: (state: string) => string): Promise<void> {
    const name = 'edited-state.json';
    await this.exportState(name);
    const file = join(this.#folder, name);
    await writeFile(file, edit(await readFile(file, 'utf8')));
    await this.importState(name);
  }

  /** As if the controller had replaced the load balancer of the Ingress: the fake of Kubernetes reads this name from now on. */
  async replaceLoadBalancer(hostname: string): Promise<void> {
    await writeFile(replacedLoadBalancerFile(this.journal.file), hostname);
  }

  async exportState(name: string): Promise<void> {
    const { exitCode, output } = await this.pulumi('stack', 'export', '--file', join(this.#folder, name));
    if (exitCode !== 0) throw new Error(`pulumi stack export failed:\n${output}`);
  }

  async importState(name: string): Promise<void> {
    const { exitCode, output } = await this.pulumi('stack', 'import', '--file', join(this.#folder, name));
    if (exitCode !== 0) throw new Error(`pulumi stack import failed:\n${output}`);
  }

  /** Sets one configuration value of the stack, such as `['images', 'backend']`. */
  async configure(path: readonly string[], value: unknown): Promise<void> {
    const file = join(this.#folder, 'project', `Pulumi.${this.#options.stack}.yaml`);
    const document = parseDocument(await readFile(file, 'utf8'));
    const [section = '', ...rest] = path;
    document.setIn(['config', `taskyard:${section}`, ...rest], value);
    await writeFile(file, document.toString());
  }

  async #prepare(): Promise<void> {
    const project = join(this.#folder, 'project');
    for (const name of ['project', 'home', 'state']) await mkdir(join(this.#folder, name));
    const settings = (await readdir(repository)).filter((name) => /^Pulumi\.(\w+\.)?yaml$/.test(name));
    for (const name of settings) await copyFile(join(repository, name), join(project, name));
    for (const name of ['stacks', 'node_modules']) await symlink(join(repository, name), join(project, name));
    // A fake provider cannot read its settings from the engine: the SDK does not pass them on.
    const { stack } = this.#options;
    const recorded = await recordStack(stack);
    const callerArn = this.#options.callerArn ?? mockCallerArn(stack, settingsOf(await readStackFile(stack)));
    for (const name of this.#options.fakeProviders) {
      const settings = recorded.find(({ type }) => type === `pulumi:providers:${name}`)?.inputs ?? {};
      this.#ports.push(`${name}:${await this.#startFakeProvider(name, settings, callerArn)}`);
    }
    const { exitCode, output } = await this.pulumi('stack', 'init', this.#options.stack);
    if (exitCode !== 0) throw new Error(`pulumi stack init failed:\n${output}`);
  }

  /** @returns the port of the provider */
  async #startFakeProvider(name: string, settings: object, callerArn: string): Promise<string> {
    const logFile = join(this.#folder, `${name}.log`);
    const port = async () => /^\d+$/m.exec(await readFile(logFile, 'utf8'))?.[0];
    const service = await Service.start({
      program: process.execPath,
      arguments: [
        join(import.meta.dirname, 'serve-fake-provider.ts'),
        this.journal.file,
        JSON.stringify(settings),
        callerArn,
      ],
      logFile,
      isReady: async () => (await port()) !== undefined,
      readyWithinSeconds: 60,
    });
    this.#services.push(service);
    return String(await port());
  }
}
