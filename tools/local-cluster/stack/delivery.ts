/** How a program ended. */
export interface ProgramResult {
  readonly exitCode: number;
  /** stdout and stderr. */
  readonly output: string;
}

/** Applies the stack `local` to a cluster. */
export interface Delivery {
  readonly kind: 'pulumi' | 'manifests';
  /** Sets one configuration value, such as `['images', 'backend']`. The next `up` applies it. */
  configure(path: readonly string[], value: unknown): Promise<void>;
  up(): Promise<ProgramResult>;
  destroy(): Promise<ProgramResult>;
}
