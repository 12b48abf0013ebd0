import { databaseName } from './database.ts';
import { grantStatements } from './database-grants.ts';
import { readScript } from './database-scripts.ts';
import { type DatabaseUser, databaseUsers } from './generated-secrets.ts';

/** The privileges, in the whole schema, of the two users that are not modules. */
const schemaPrivileges = {
  migrator:
    'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW, SHOW VIEW, LOCK TABLES',
  backup: 'SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES',
} as const;

/** The credential with a user's password: a file of the Job, and the variable that the script makes of it. */
export function passwordVariable(user: DatabaseUser): string {
  return `${user.toUpperCase()}_PASSWORD`;
}

/** The credential with the user's password of the previous generation. */
export function previousPasswordVariable(user: DatabaseUser): string {
  return `${user.toUpperCase()}_PREVIOUS_PASSWORD`;
}

/** The environment variable with the end of the certificate that the server shall use. Empty where AWS renews it. */
export const expiryVariable = 'CERTIFICATE_EXPIRES';

/**
 * Creates the users and sets their passwords, and the administrator's where the stack generates it. It can run any number of
 * times, and be interrupted anywhere. Afterwards two passwords are valid (MySQL's dual passwords): that of this generation, and
 * that of the previous one, which running pods still use. At last the server loads its certificate, if that is a new one.
 */
export const usersScript = [
  ...asAdministrator([
    `CREATE DATABASE IF NOT EXISTS ${databaseName} CHARACTER SET utf8mb4;`,
    ...databaseUsers.map(
      (user) => `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '$${passwordVariable(user)}' REQUIRE SSL;`,
    ),
    ...Object.entries(schemaPrivileges).map(
      ([user, granted]) => `GRANT ${granted} ON ${databaseName}.* TO '${user}'@'%';`,
    ),
  ]),
  readScript('passwords'),
  ...databaseUsers.map(
    (user) => `set_password ${user} % "$${passwordVariable(user)}" "$${previousPasswordVariable(user)}" 'REQUIRE SSL'`,
  ),
  // Last: if it fails, the administrator's password is still a known one. RDS sets that of its administrator itself.
  `if [ -n "\${ADMIN_PREVIOUS_PASSWORD:-}" ]; then`,
  '  for host in localhost %; do set_password "$ADMIN_USER" $host "$ADMIN_PASSWORD" "$ADMIN_PREVIOUS_PASSWORD" ""; done',
  'fi',
  readScript('certificate'),
  `if [ -n "\${${expiryVariable}:-}" ]; then serve_certificate "$${expiryVariable}"; fi`,
].join('\n');

/** Grants the modules' users access to tables. It runs after the migration: MySQL grants nothing on a table that does not exist. */
export const grantsScript = asAdministrator(grantStatements(databaseName, (user) => `'${user}'@'%'`)).join('\n');

/** The shell replaces the variables in the statements. They reach the client through its standard input. */
function asAdministrator(statements: readonly string[]): string[] {
  return [
    readScript('mysql'),
    readScript('credentials'),
    'connect_as_administrator',
    'client mysql --user="$ADMIN_USER" <<SQL',
    ...statements,
    'SQL',
  ];
}
