import { databaseName } from './database.ts';
import { grantStatements } from './database-grants.ts';
import { type DatabaseUser, databaseUsers } from './secret-values.ts';

/** What the two users without tables of their own may do, in the whole schema. */
const schemaPrivileges = {
  migrator:
    'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW, SHOW VIEW, LOCK TABLES',
  backup: 'SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES',
} as const;

/** The variable that holds a user's password while the statements run. */
export function passwordVariable(user: DatabaseUser): string {
  return `${user.toUpperCase()}_PASSWORD`;
}

/**
 * Makes users and their passwords what they should be, however often it runs. The former password goes on working
 * (MySQL's dual passwords) until the next change, so pods that still hold it are not locked out while they roll.
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

/** Access of the modules' users to tables. Runs after the migration: MySQL grants nothing on a table that is not there. */
export const grantsScript = sql(grantStatements(databaseName, (user) => `'${user}'@'%'`));

/** Passwords reach the client by MYSQL_PWD and standard input only: arguments can be read by every process of a node. */
function sql(statements: readonly string[]): string {
  return [
    'mysql --host="$DATABASE_HOST" --user="$ADMIN_USER" --ssl-mode=VERIFY_CA --ssl-ca=/etc/taskyard/database/ca.pem <<SQL',
    ...statements,
    'SQL',
  ].join('\n');
}
