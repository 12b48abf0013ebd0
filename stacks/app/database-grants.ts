/** Row access to a whole table. */
const rows = 'SELECT, INSERT, UPDATE, DELETE';

/**
 * The privileges of each module's database user, by table. It cannot read a table that is not listed. Foreign key actions of
 * the database, such as deleting the tasks of a deleted user, need no privilege.
 */
export const privilegesOf = {
  auth: {
    users: rows,
    sessions: rows,
    email_links: rows,
    totp_secrets: rows,
    recovery_codes: rows,
    passkeys: rows,
    passkey_challenges: rows,
    personal_access_tokens: rows,
    // An attacker who controls auth cannot change or delete audit events. The process's log also has them.
    audit_events: 'SELECT, INSERT',
    rate_limits: rows,
  },
  tasks: {
    tasks: rows,
    // Only whether the user is disabled.
    users: 'SELECT (id, disabled_at)',
    // To find a token by its hash and to record its last use. Only auth creates and revokes tokens.
    personal_access_tokens: 'SELECT (id, user_id, token_hash, scopes, expires_at, last_used_at), UPDATE (last_used_at)',
    // Its own counters. With those of auth, an attacker who controls tasks could clear or cause lock-outs.
    task_rate_limits: rows,
  },
} as const;

export type ModuleUser = keyof typeof privilegesOf;

/** The SQL statements that grant these privileges in the schema `database`. `accountOf` gives the `'name'@'host'` of a user. */
export function grantStatements(database: string, accountOf: (user: ModuleUser) => string): string[] {
  return (Object.keys(privilegesOf) as ModuleUser[]).flatMap((user) =>
    Object.entries(privilegesOf[user]).map(
      ([table, privileges]) => `GRANT ${privileges} ON ${database}.${table} TO ${accountOf(user)};`,
    ),
  );
}
