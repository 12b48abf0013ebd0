/** How a program ended. */
export interface ProgramResult {
  readonly exitCode: number;
  /** stdout and stderr. */
  readonly output: string;
}

export interface LocalClusterOptions {
  /** Holds the cluster's data, its logs and its kubeconfig. `stop()` removes it. */
  readonly folder: string;
  /** Called with a line for each step. */
  readonly report: (line: string) => void;
}

/** A running cluster with the stack `local` on it. */
export interface LocalCluster {
  /** Path of a kubeconfig with the rights of an administrator. It is reached over loopback. */
  readonly kubeconfig: string;
  /** The URL of the app through the ingress controller, reached over loopback. */
  readonly origin: string;
  /** What applies the stack: a Pulumi engine where there is one, else the rendered manifests. */
  readonly deliveredBy: 'pulumi' | 'manifests';
  /** Runs kubectl to its end. The caller checks `exitCode`. */
  kubectl(...args: string[]): Promise<ProgramResult>;
  /** Sets one configuration value of the stack, such as `['images', 'backend']`. The next `up` applies it. */
  configure(path: readonly string[], value: unknown): Promise<void>;
  /** Runs an update of the stack. The caller checks `exitCode`. */
  up(): Promise<ProgramResult>;
  /** Deletes everything in the stack. The caller checks `exitCode`. */
  destroy(): Promise<ProgramResult>;
  /**
   * Stores an image of the product under a further tag. It has one small layer more, so its digest differs.
   *
   * @returns the reference for the stack's configuration, such as `taskyard/backend:next`
   */
  pushImage(name: 'backend' | 'web', tag: string): Promise<string>;
  /** Ends every program of the cluster and removes its folder. */
  stop(): Promise<void>;
}
