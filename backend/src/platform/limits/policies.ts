/**
 * Whom a policy counts:
 * - `address`: the client's address, whoever it speaks for; of IPv6 the /64 that one household is given
 * - `account`: the name in the body's `field`, wherever it comes from and whether or not there is such an account
 * - `account-at-address`: that name from that address
 * - `person`: who is signed in, in a session or by a personal access token
 */
export type Policy = {
  /** Requests in a window. `RATE_LIMIT_FACTOR` multiplies it. */
  readonly points: number;
  readonly seconds: number;
} & (
  | { readonly counts: 'address' | 'user' }
  | { readonly counts: 'account' | 'account-at-address'; readonly field: 'username' | 'email' }
);

const minute = 60;
const hour = 3_600;

/**
 * Every limit of the API, by the name that routes refer to it with. A window begins with its first request. Wrong passwords
 * have a lock-out of their own besides, see `sign-in-lockout.service.ts`.
 */
export const policies = {
  /**
   * Right ones count too, since each costs a hash. By address, room for an office that comes in together. The account is
   * counted where it is tried from alone: over all addresses, anybody could keep its owner out from afar.
   */
  'sign-in': [
    { counts: 'address', points: 100, seconds: 5 * minute },
    { counts: 'account-at-address', field: 'username', points: 30, seconds: 5 * minute },
  ],
  /** A class behind one address can join within the hour. The name stands for somebody who tries which ones are taken. */
  register: [
    { counts: 'address', points: 60, seconds: hour },
    { counts: 'account', field: 'email', points: 10, seconds: hour },
  ],
  /** Asking for mail: a mailbox must not be flooded. Whoever uses up another's three has had them sent three good links. */
  mail: [
    { counts: 'address', points: 30, seconds: hour },
    { counts: 'account', field: 'email', points: 3, seconds: hour },
  ],
  /** The same for somebody signed in, whose account has the address. */
  'own-mail': [{ counts: 'user', points: 3, seconds: hour }],
  /** Following a link from a mail. Its token cannot be guessed; this keeps trying from costing anything. */
  link: [{ counts: 'address', points: 60, seconds: hour }],
  /** Each open browser needs one in ten minutes: enough for thousands behind one address. */
  refresh: [{ counts: 'address', points: 600, seconds: minute }],
  /** Ten a second: more than anybody types, enough to send what was edited offline. */
  write: [{ counts: 'user', points: 600, seconds: minute }],
  /** Acts confirmed by a password or a code: few, so that a session left open does not help in guessing them. */
  confirm: [{ counts: 'user', points: 20, seconds: 15 * minute }],
  /** So is this, and it mails the address that it names: with accounts enough, anybody's mailbox could be flooded. */
  'own-account': [
    { counts: 'user', points: 10, seconds: hour },
    { counts: 'account', field: 'email', points: 3, seconds: hour },
  ],
  /** It reads all of the person's audit log and adds to it: without a limit, each would be longer than the one before. */
  export: [{ counts: 'user', points: 10, seconds: hour }],
} as const satisfies Readonly<Record<string, readonly Policy[]>>;

export type LimitName = keyof typeof policies;
