import { execa } from 'execa';
import type { Manifest } from '../render/manifest.ts';
import { CliError } from '../shared/cli-error.ts';

export interface KubectlOptions {
  /** Undefined: as kubectl finds it, by KUBECONFIG or in the home folder. */
  readonly kubeconfig: string | undefined;
  /** Undefined: the current context of the kubeconfig. */
  readonly context: string | undefined;
}

/** Calls kubectl, so that an operator's own access and its plugins for signing in work unchanged. */
export class Kubectl {
  readonly #access: readonly string[];

  constructor({ kubeconfig, context }: KubectlOptions) {
    this.#access = [
      ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
      ...(context === undefined ? [] : [`--context=${context}`]),
    ];
  }

  /** @throws {CliError} with the message of kubectl */
  async run(args: readonly string[], input?: Manifest): Promise<string> {
    const { stdout, exitCode, code, stderr } = await execa('kubectl', [...this.#access, ...args], {
      reject: false,
      // Ctrl-C in the terminal is for this command, which then undoes what it changed.
      detached: true,
      ...(input === undefined ? { stdin: 'ignore' } : { input: JSON.stringify(input) }),
    });
    if (code === 'ENOENT')
      throw new CliError('kubectl is not on the PATH. Install it: https://kubernetes.io/docs/tasks/tools/');
    if (exitCode !== 0) throw new CliError(`kubectl ${args.slice(0, 3).join(' ')} failed: ${stderr.trim()}`);
    return stdout;
  }

  async get<Result>(namespace: string, ...what: string[]): Promise<Result> {
    return JSON.parse(await this.run(['get', '--namespace', namespace, '--output=json', ...what])) as Result;
  }

  async exists(namespace: string, object: string): Promise<boolean> {
    const found = await this.run(['get', '--namespace', namespace, '--ignore-not-found', '--output=name', object]);
    return found !== '';
  }

  async create(object: Manifest): Promise<void> {
    await this.run(['create', '--validate=strict', '--filename=-'], object);
  }

  /** Deletes an object and waits until it and its pods are gone. Succeeds when it does not exist. */
  async delete({ kind, metadata }: Manifest): Promise<void> {
    const options = ['--ignore-not-found', '--cascade=foreground', '--timeout=120s'];
    await this.run(['delete', '--namespace', metadata.namespace ?? '', kind, metadata.name, ...options]);
  }

  async patch(namespace: string, object: string, change: object): Promise<void> {
    await this.run(['patch', '--namespace', namespace, object, '--type=merge', '--patch', JSON.stringify(change)]);
  }

  /** Passes on the log of a pod until the pod ends, and returns it. A log that cannot be read is not an error. */
  async follow(namespace: string, pod: string, print: (line: string) => void): Promise<string[]> {
    const logs = execa('kubectl', [...this.#access, 'logs', '--follow', '--namespace', namespace, pod], {
      reject: false,
      detached: true,
      stdin: 'ignore',
      lines: true,
    });
    for await (const line of logs) print(line);
    const { stdout, exitCode } = await logs;
    return exitCode === 0 ? stdout : [];
  }
}
