/** Row access to a whole table. */
const rows = 'SELECT, INSERT, UPDATE, DELETE';

/**
 * What the user of each module may do, table by table; a table that is not listed cannot even be read. Whatever the
 * database does by itself, such as deleting a person's tasks with the person, needs no privilege.
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
    // Whoever takes over auth can do much, but not rewrite what was written down about it. Deleting a person still deletes
    // what happened to that person, by the foreign key; the process's log keeps that too.
    audit_events: 'SELECT, INSERT',
    rate_limits: rows,
  },
  tasks: {
    tasks: rows,
    // Whether a person is still let in, and nothing else about the person.
    users: 'SELECT (id, disabled_at)',
    // To recognise a token by its hash and to say when it was used; tokens are made and revoked by auth.
    personal_access_tokens: 'SELECT (id, user_id, token_hash, scopes, expires_at, last_used_at), UPDATE (last_used_at)',
    rate_limits: rows,
  },
} as const;

export type ModuleUser = keyof typeof privilegesOf;

/** The statements that grant it, in the schema `database`; `accountOf` gives `'name'@'host'` of a user. */
export function grantStatements(database: string, accountOf: (user: ModuleUser) => string): string[] {
  return (Object.keys(privilegesOf) as ModuleUser[]).flatMap((user) =>
    Object.entries(privilegesOf[user]).map(
      ([table, privileges]) => `GRANT ${privileges} ON ${database}.${table} TO ${accountOf(user)};`,
    ),
  );
}
