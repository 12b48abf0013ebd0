/** Seconds. */
export const minute = 60;
export const hour = 3_600;

/**
 * What a policy counts requests by:
 * - `address`: the client's address; of IPv6 the /64, which one household has to itself
 * - `account`: the name in the body's `field`, from every address, whether or not the account exists
 * - `account-at-address`: that name from that address
 * - `mailbox`: the mailbox that the email in the body's `field` reaches, however the email is written
 * - `user`: the user that the access token belongs to, in a session or by a personal access token
 */
export type RateLimitPolicy = {
  /** Requests in a window. `RATE_LIMIT_FACTOR` multiplies it. A window begins with its first request. */
  readonly points: number;
  readonly seconds: number;
  /**
   * Counted by each process alone, in memory, instead of by all replicas together. For requests that are too cheap and
   * too many for a write each. Default false.
   */
  readonly perProcess?: boolean;
} & (
  | { readonly counts: 'address' | 'user' }
  | { readonly counts: 'account' | 'account-at-address'; readonly field: 'username' | 'email' }
  | { readonly counts: 'mailbox'; readonly field: 'email' }
);

/** A limit of one or more routes, which count together. */
export interface RateLimit {
  /** Part of the database keys: a new name starts counting from zero. */
  readonly name: string;
  /** A request must be within all of them. */
  readonly policies: readonly RateLimitPolicy[];
}

const definedNames = new Set<string>();

/**
 * Declares a limit. Features declare theirs next to the controllers that use them and pass them to `@Limited`.
 * @throws {Error} for a name that is taken: both limits would share their counts
 */
export function defineRateLimit(name: string, ...policies: readonly RateLimitPolicy[]): RateLimit {
  if (definedNames.has(name)) throw new Error(`The rate limit ${name} is defined twice.`);
  definedNames.add(name);
  return { name, policies };
}
