/** A running database. */
export interface Database {
  /** `mysql://user:password@host:port/name` */
  readonly url: string;
  readonly kind: 'given' | 'mariadb' | 'mysql' | 'docker';
  /** For messages: what it is and where. */
  readonly description: string;
  /** Resolves with the reason when the database ends unexpectedly. Never resolves for a given database. */
  readonly failed: Promise<string>;
  /** Stops the database if this process started it; its data stays complete. Can be called twice. */
  stop(): Promise<void>;
}

/** Prints a line of progress. */
export type Report = (line: string) => void;
