/** A running database. */
export interface Database {
  /** `mysql://user:password@host:port/name` */
  readonly url: string;
  readonly kind: 'given' | 'mariadb' | 'mysql' | 'docker';
  /** For messages: what it is and where. */
  readonly description: string;
  /** Resolves with the reason when the database ends unexpectedly. Never resolves for a given database. */
  readonly failed: Promise<string>;
  /**
   * Starts the server again after it has ended, with the same data and the same URL. Can be called again after a failure.
   *
   * @throws CliError when it does not become ready; a given database, which was not started here, always does
   */
  restart(signal: AbortSignal): Promise<Database>;
  /** Stops the database if this process started it; its data stays complete. Can be called twice. */
  stop(): Promise<void>;
}

/** Prints a line of progress. */
export type Report = (line: string) => void;
