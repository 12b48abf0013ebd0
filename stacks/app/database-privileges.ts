import { databaseName } from './database.ts';
import { grantStatements } from './database-grants.ts';
import { type DatabaseUser, databaseUsers } from './generated-secrets.ts';

/** The privileges, in the whole schema, of the two users that are not modules. */
const schemaPrivileges = {
  migrator:
    'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW, SHOW VIEW, LOCK TABLES',
  backup: 'SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES',
} as const;

/** The environment variable with a user's password. */
export function passwordVariable(user: DatabaseUser): string {
  return `${user.toUpperCase()}_PASSWORD`;
}

/**
 * Creates the users and sets their passwords. It can run any number of times. The previous password stays valid (MySQL's dual
 * passwords) until the next change, so pods that still use it keep their access during a rollout.
 */
export const usersScript = sql([
  `CREATE DATABASE IF NOT EXISTS ${databaseName} CHARACTER SET utf8mb4;`,
  ...databaseUsers.flatMap((user) => [
    `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '$${passwordVariable(user)}' REQUIRE SSL;`,
    `ALTER USER '${user}'@'%' IDENTIFIED BY '$${passwordVariable(user)}' RETAIN CURRENT PASSWORD REQUIRE SSL;`,
  ]),
  ...Object.entries(schemaPrivileges).map(
    ([user, granted]) => `GRANT ${granted} ON ${databaseName}.* TO '${user}'@'%';`,
  ),
]);

/** Grants the modules' users access to tables. It runs after the migration: MySQL grants nothing on a table that does not exist. */
export const grantsScript = sql(grantStatements(databaseName, (user) => `'${user}'@'%'`));

/** Passwords reach the client only through MYSQL_PWD and standard input, because every process of a node can read arguments. */
function sql(statements: readonly string[]): string {
  return [
    'mysql --host="$DATABASE_HOST" --user="$ADMIN_USER" --ssl-mode=VERIFY_CA --ssl-ca=/etc/taskyard/database/ca.pem <<SQL',
    ...statements,
    'SQL',
  ].join('\n');
}
