import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantsScript, usersScript } from '../../stacks/app/database-privileges.ts';
import { ClusterDatabase, type Environment } from './cluster-database.ts';
import { administratorCredentials, fill, passwordOf } from './example-data.ts';

// RDS rotates the password of its administrator while a Job of the administrator starts.

let database: ClusterDatabase;
/** The password that the database accepts, and the number of its rotation. */
let rotation = 1;
const current = () => passwordOf('root', `g${rotation}`);

beforeAll(async () => {
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
  await fill(database);
  // A rollout has retained it. The administrator of RDS has only one password.
  await database.query('root', current(), "ALTER USER 'root'@'%' DISCARD OLD PASSWORD");
});
afterAll(() => database?.remove());

/** As RDS does: one new password, and the former one is refused at once. The Jobs connect as `root` of everywhere. */
async function rotate(): Promise<{ readonly former: string }> {
  const former = current();
  rotation++;
  await database.query('root', former, `ALTER USER 'root'@'%' IDENTIFIED BY '${current()}'`);
  return { former };
}

/** RDS's administrator has no previous password in the store. */
function credentialsWith(adminPassword: string): Environment {
  const { ADMIN_PREVIOUS_PASSWORD: _, ...credentials } = administratorCredentials('g1', 'g1');
  return { ...credentials, ADMIN_PASSWORD: adminPassword };
}

describe.each([
  ['database-users', usersScript],
  ['database-grants', grantsScript],
])('%s', (_, script) => {
  it('succeeds when the password was rotated just before it, as soon as the file has the new one', async () => {
    const { former } = await rotate();
    const { exitCode, output } = await database.runAdministratorJob(script, credentialsWith(former), {
      environment: { ROTATION_SECONDS: '40' },
      whileItRuns: async (renew) => {
        await sleep(6_000);
        renew({ ADMIN_PASSWORD: current() });
      },
    });
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).toContain('Waiting for a new password of root, for at most 40 seconds.');
    // A refused password is never sent twice.
    expect(output.match(/ERROR 1045/g)).toHaveLength(1);
    expect(output).not.toContain(former);
  });

  it('gives up when no new password comes, and has changed nothing', async () => {
    const { former } = await rotate();
    const { exitCode, output } = await database.runAdministratorJob(script, credentialsWith(former), {
      environment: { ROTATION_SECONDS: '3' },
    });
    expect(exitCode).toBe(3);
    expect(output).toContain('The database refuses the password of root. Nothing was changed.');
    expect(output.match(/ERROR 1045/g)).toHaveLength(1);
  });
});
