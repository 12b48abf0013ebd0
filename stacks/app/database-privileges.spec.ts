import { describe, expect, it } from 'vitest';
import { privilegesOf } from './database-grants.ts';
import { grantsScript, usersScript } from './database-privileges.ts';
import { databaseUsers } from './generated-secrets.ts';

const granted = (script: string, user: string) =>
  script.split('\n').filter((line) => line.startsWith('GRANT') && line.includes(`'${user}'@`));

describe('database users', () => {
  it.each(databaseUsers)('%s may connect over TLS only, and its password is in no statement', (user) => {
    expect(usersScript).toContain(
      `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '$${user.toUpperCase()}_PASSWORD' REQUIRE SSL;`,
    );
  });

  it('of the modules have privileges on named tables, and none on the whole schema', () => {
    for (const [user, tables] of Object.entries(privilegesOf)) {
      expect(granted(usersScript, user)).toEqual([]);
      expect(granted(grantsScript, user)).toEqual(
        Object.entries(tables).map(([table, rights]) => `GRANT ${rights} ON taskyard.${table} TO '${user}'@'%';`),
      );
    }
  });

  it('for backups can only read', () => {
    const [grant = '', ...others] = granted(usersScript, 'backup');
    expect(others).toEqual([]);
    expect(grant).not.toMatch(/INSERT|UPDATE|DELETE|CREATE|DROP|ALTER/);
  });

  it('for migrations can change the schema, and cannot grant privileges', () => {
    expect(granted(usersScript, 'migrator').join()).toMatch(/CREATE, ALTER, DROP/);
    expect(usersScript + grantsScript).not.toMatch(/GRANT OPTION|ALL PRIVILEGES/);
  });

  it('keep their previous password until the next change, so that old pods keep their access', () => {
    expect(usersScript).toContain('RETAIN CURRENT PASSWORD');
    expect(usersScript.match(/^set_password (\w+) % .*$/gm)).toEqual(
      databaseUsers.map((user) => {
        const variable = user.toUpperCase();
        return `set_password ${user} % "$${variable}_PASSWORD" "$${variable}_PREVIOUS_PASSWORD" 'REQUIRE SSL'`;
      }),
    );
  });
});
