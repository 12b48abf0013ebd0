/** Name of the database and of the account the app uses in every server that was started for it. */
export const DATABASE_NAME = 'taskyard';
export const ACCOUNT = 'taskyard';

/**
 * SQL, safe to run again, that leaves the server with exactly one way in over TCP: our account, from `host`.
 *
 * The account owns every database whose name begins with `taskyard` (tests make one each) and nothing else; in
 * particular it cannot read or write files through the server. One that `delegates` may also make further accounts and
 * pass on to them what it may do itself.
 */
export function provisionStatements(password: string, host: string, delegates: boolean): string[] {
  const account = `'${ACCOUNT}'@'${host}'`;
  return [
    `CREATE DATABASE IF NOT EXISTS \`${DATABASE_NAME}\``,
    `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${password}'`,
    `ALTER USER ${account} IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON \`${DATABASE_NAME}%\`.* TO ${account}${delegates ? ' WITH GRANT OPTION' : ''}`,
    ...(delegates ? [`GRANT CREATE USER ON *.* TO ${account}`] : []),
  ];
}

export function databaseUrl(password: string, port: number): string {
  return `mysql://${ACCOUNT}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}
