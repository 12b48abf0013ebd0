/** A database that is answering. */
export interface Database {
  /** `mysql://user:password@host:port/name` */
  readonly url: string;
  readonly kind: 'given' | 'mariadb' | 'mysql' | 'docker';
  /** For people: what it is and where. */
  readonly description: string;
  /** Resolves with the reason when the database ends without being asked; never for one that was given. */
  readonly failed: Promise<string>;
  /** Ends it, if it was started for us, leaving its data complete. Can be called twice. */
  stop(): Promise<void>;
}

/** Tells the person what is being done, one line each. */
export type Report = (line: string) => void;
