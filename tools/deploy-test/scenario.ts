import type { LocalCluster } from '../local-cluster/local-cluster.ts';
import type { Kubernetes } from './cluster/kubernetes.ts';
import type { StackChanges } from './cluster/stack-changes.ts';
import type { Traffic } from './traffic/traffic.ts';

/** What a scenario may use. */
export interface ScenarioContext {
  readonly cluster: LocalCluster;
  readonly kubernetes: Kubernetes;
  readonly stack: StackChanges;
  /** Users of the app. Registered at the first call, and shared, because one address may not register many. */
  traffic(): Promise<Traffic>;
  /** The next call of `traffic` registers new users: a restore has taken the sessions of these back. */
  forgetUsers(): void;
  /** Called with a line of progress. */
  readonly report: (line: string) => void;
  /** Aborted when the time limit of the scenario is over. */
  readonly signal: AbortSignal;
}

/** What a scenario found out, in the order of the table. */
export type Measurements = Readonly<Record<string, number | string>>;

/** One line of the table: something that happens to a running platform, and what must hold meanwhile and afterwards. */
export interface Scenario {
  /** The argument of the command. */
  readonly name: string;
  readonly description: string;
  readonly timeLimitSeconds: number;
  /** Also runs when the time of the whole test is over. */
  readonly runsWhenLate?: boolean;
  /** @throws {NotPossible} where this cluster lacks something; any other error is a failure of the platform */
  run(context: ScenarioContext): Promise<Measurements>;
}

/** A scenario cannot run on this cluster. The message is the reason. */
export class NotPossible extends Error {
  override name = 'NotPossible';
}
