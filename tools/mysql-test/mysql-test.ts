import { join } from 'node:path';
import process from 'node:process';
import { startEmptyServer } from '../dev/database/test-database.ts';
import { runCommand } from '../shared/command.ts';
import { cacheDirectory, pathStartingWith, readEnvironment } from '../shared/environment.ts';
import { runNpm } from '../shared/run-npm.ts';
import { findMysql } from './mysql-machine.ts';

/**
 * `npm run test:mysql`: the backend's suite, the statements of a deployment and the browser journey on a real MySQL. A machine
 * without one says so and succeeds.
 */
const report = (line: string) => console.log(line);

await runCommand({ name: 'test:mysql' }, async () => {
  const { machine } = readEnvironment();
  const folder = join(cacheDirectory, 'mysql');
  const found = await findMysql({ machine, platform: process.platform, folder, report });
  if (typeof found === 'string') {
    report(`test:mysql was SKIPPED: ${found}.`);
    return 0;
  }
  const database = await startEmptyServer(found.machine);
  try {
    report(`Testing on ${found.source}.`);
    const env = { TEST_DATABASE_URL: database.url };
    const results = [await runNpm(['test', '--workspace=backend'], env)];
    if (found.clientFolder === undefined) {
      report('The statements of a deployment were not run: they need a MySQL client and a server on this machine.');
    } else {
      const withClient = { ...env, PATH: pathStartingWith(found.clientFolder) };
      results.push(await runNpm(['run', 'test:mysql', '--workspace=tools'], withClient));
    }
    results.push(await runNpm(['run', 'test:e2e', '--workspace=web', '--', 'journey'], env));
    return results.every((exitCode) => exitCode === 0) ? 0 : 1;
  } finally {
    await database.stop();
    found.remove();
  }
});
