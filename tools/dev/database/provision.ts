/** Name of the app's database and of its account. */
const name = 'taskyard';

/**
 * SQL that makes the database and its account, which may connect from `host`. It can run again.
 *
 * The account has all privileges on databases whose names begin with `taskyard` (each test file makes one) and no others;
 * it cannot read or write files through the server. With `canMakeAccounts` it may also make accounts and grant them its
 * own privileges.
 */
export function provisionStatements(password: string, host: string, canMakeAccounts: boolean): string[] {
  const account = `'${name}'@'${host}'`;
  return [
    `CREATE DATABASE IF NOT EXISTS \`${name}\``,
    `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${password}'`,
    `ALTER USER ${account} IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON \`${name}%\`.* TO ${account}${canMakeAccounts ? ' WITH GRANT OPTION' : ''}`,
    ...(canMakeAccounts ? [`GRANT CREATE USER ON *.* TO ${account}`] : []),
  ];
}

export function databaseUrl(password: string, port: number): string {
  return `mysql://${name}:${password}@127.0.0.1:${port}/${name}`;
}
