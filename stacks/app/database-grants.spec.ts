import { describe, expect, it } from 'vitest';
import { grantStatements } from './database-grants.ts';

/** The privileges of a user by table, as the statements of a rollout grant them. */
function granted(user: string): Record<string, string> {
  const statements = grantStatements('taskyard', (module) => module).filter((line) => line.endsWith(` TO ${user};`));
  const parts = statements.map((line) => /^GRANT (.+) ON taskyard\.(\w+) TO /.exec(line) ?? []);
  return Object.fromEntries(parts.map(([, privileges = '', table = '']) => [table, privileges]));
}

const writes = /\b(INSERT|UPDATE|DELETE)\b/;
const withoutColumns = (privileges: string) => privileges.replace(/\w+ \([^)]*\)/g, '');

// The backend's tests run the same statements on a real server (backend/test/database-grants.spec.ts).
describe('the grants', () => {
  it('let tasks write its own tables only, and the last use of a token', () => {
    const tables = Object.entries(granted('tasks'));
    const written = tables.filter(([, privileges]) => writes.test(withoutColumns(privileges))).map(([table]) => table);
    expect(written.sort()).toEqual(['task_rate_limits', 'tasks']);
    const columns = tables.flatMap(([table, privileges]) =>
      [...privileges.matchAll(/(INSERT|UPDATE|DELETE) \(([^)]*)\)/g)].map(([, verb, names]) => [table, verb, names]),
    );
    expect(columns).toEqual([['personal_access_tokens', 'UPDATE', 'last_used_at']]);
  });

  it('show tasks no password, and no secret of a user', () => {
    const read = Object.entries(granted('tasks')).filter(
      ([table]) => table !== 'tasks' && table !== 'task_rate_limits',
    );
    expect(
      Object.fromEntries(read.map(([table, privileges]) => [table, /SELECT \(([^)]*)\)/.exec(privileges)?.[1]])),
    ).toEqual({
      users: 'id, disabled_at',
      personal_access_tokens: 'id, user_id, token_hash, scopes, expires_at, last_used_at',
    });
  });

  it('keep auth out of the tasks', () => {
    expect(Object.keys(granted('auth')).filter((table) => /^task(s|_)/.test(table))).toEqual([]);
  });

  it('let auth add audit events, and never change or delete one', () => {
    expect(granted('auth').audit_events).toBe('SELECT, INSERT');
  });

  it('let no module change the schema', () => {
    for (const user of ['auth', 'tasks']) {
      const privileges = Object.values(granted(user));
      expect(privileges.length).toBeGreaterThan(0);
      const verbs = privileges.flatMap((text) => text.replace(/ \([^)]*\)/g, '').split(', '));
      expect(verbs.filter((verb) => !['SELECT', 'INSERT', 'UPDATE', 'DELETE'].includes(verb))).toEqual([]);
    }
  });
});
