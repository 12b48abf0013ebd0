import { valueAt } from '../../cluster/control-plane/api-object.ts';
import type { LocalCluster } from '../../local-cluster/local-cluster.ts';
import { type ConfigValues, readStackFile } from '../../recorder/recorder.ts';

/** Values by their path in the stack's configuration, such as `{ 'secrets.generation': 2 }`. */
export type ConfigChange = Readonly<Record<string, unknown>>;

/** An update of the stack that did not succeed. */
export class UpdateFailed extends Error {
  override name = 'UpdateFailed';
}

/** Changes the configuration of the running stack and applies it, as an operator does. */
export class StackChanges {
  private readonly cluster: Pick<LocalCluster, 'configure' | 'up'>;
  /** The stack's file. */
  private readonly file: ConfigValues;
  /** Changed values of the last successful update, and those that were written since. */
  private applied: ConfigChange;
  private written: ConfigChange;

  private constructor(cluster: Pick<LocalCluster, 'configure' | 'up'>, file: ConfigValues, running: ConfigChange) {
    this.cluster = cluster;
    this.file = file;
    this.applied = running;
    this.written = running;
  }

  /** @param running values that differ from the stack's file since the start of the cluster */
  static async of(cluster: Pick<LocalCluster, 'configure' | 'up'>, running: ConfigChange = {}): Promise<StackChanges> {
    return new StackChanges(cluster, await readStackFile('local'), running);
  }

  /** The whole configuration as it runs. */
  get configuration(): ConfigValues {
    const values = structuredClone(this.file) as Record<string, unknown>;
    for (const [path, value] of Object.entries(this.applied)) set(values, path.split('.'), value);
    return values;
  }

  /** The value at a path, as it runs. */
  value<Value>(path: string): Value {
    return valueAt(this.configuration, ...path.split('.')) as Value;
  }

  /** The values at some paths, as they run: the change that brings them back. */
  values(paths: readonly string[]): ConfigChange {
    return Object.fromEntries(paths.map((path) => [path, this.value(path)]));
  }

  /** @throws {UpdateFailed} with the end of the output */
  async apply(change: ConfigChange): Promise<void> {
    for (const [path, value] of Object.entries(change)) {
      await this.cluster.configure(path.split('.'), value);
      this.written = { ...this.written, [path]: value };
    }
    const { exitCode, output } = await this.cluster.up();
    if (exitCode !== 0)
      throw new UpdateFailed(`the update failed:\n${output.trim().split('\n').slice(-30).join('\n')}`);
    this.applied = this.written;
  }

  /** Applies a change that must fail. @throws when it succeeds */
  async applyInVain(change: ConfigChange): Promise<UpdateFailed> {
    try {
      await this.apply(change);
    } catch (error) {
      if (error instanceof UpdateFailed) return error;
      throw error;
    }
    throw new Error('the update succeeded, but it should have failed');
  }

  /** Applies the configuration of the last successful update again. */
  async rollBack(): Promise<void> {
    const paths = Object.keys(this.written).filter((path) => this.written[path] !== this.applied[path]);
    await this.apply(this.values(paths));
  }
}

function set(values: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) values[key] = value;
  else set(values[key] as Record<string, unknown>, rest, value);
}
