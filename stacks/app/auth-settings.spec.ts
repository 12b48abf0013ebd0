import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf, podsOf } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

const envOf = (graph: RecordedGraph, name: string) => podOf(graph, name).spec.containers[0]?.env ?? [];

describe('mail', () => {
  const mail = { from: 'Taskyard <no-reply@taskyard.example>', port: 587 };
  it('is sent to the server in a secret of the store, which only auth gets', async () => {
    const graph = new RecordedGraph(await recordStack('prod', { mail }));
    expect(envOf(graph, 'auth')).toContainEqual({ name: 'MAIL_FROM', value: mail.from });
    expect(envOf(graph, 'auth')).toContainEqual({
      name: 'SMTP_URL',
      valueFrom: { secretKeyRef: { name: 'auth-g1', key: 'SMTP_URL' } },
    });
    const readers = graph.ofKind('ExternalSecret').filter(({ inputs }) => JSON.stringify(inputs).includes('/smtp"'));
    expect(readers.map(({ name }) => name)).toEqual(['auth']);
    expect(JSON.stringify(envOf(graph, 'tasks'))).not.toMatch(/SMTP|MAIL/);
  });

  it('is sent, without a store, to the server in a Secret that the operator created', async () => {
    const graph = new RecordedGraph(await recordStack('local', { mail: { ...mail, secretName: 'post-office' } }));
    expect(envOf(graph, 'auth')).toContainEqual({
      name: 'SMTP_URL',
      valueFrom: { secretKeyRef: { name: 'post-office', key: 'url' } },
    });
  });
});

describe('the secrets of the app', () => {
  it.each(stackNames)(
    'in %s are given only to auth: the encryption key and the first admin’s password',
    async (stack) => {
      const graph = new RecordedGraph(await recordStack(stack));
      const holders = (env: string) =>
        podsOf(graph)
          .filter(({ spec }) => spec.containers.some((container) => container.env?.some(({ name }) => name === env)))
          .map(({ owner }) => owner.name);
      for (const env of ['ENCRYPTION_KEY', 'INITIAL_ADMIN_PASSWORD']) expect(holders(env)).toEqual(['auth']);
      expect(holders('SMTP_URL')).toEqual([]);
    },
  );

  it('are not replaced by a new generation, so that encrypted data stays readable', async () => {
    const graph = new RecordedGraph(
      await recordStack('local', { secrets: { generation: 7, recoveryDays: 0 }, admin: { username: 'root' } }),
    );
    const keepers = Object.fromEntries(graph.all('RandomPassword').map(({ name, inputs }) => [name, inputs.keepers]));
    expect(keepers).toMatchObject({ 'database-auth-g7': { generation: '7' } });
    for (const name of ['app-encryption', 'admin']) expect(keepers[name], name).toEqual({});
    expect(podOf(graph, 'auth').spec.containers[0]?.env).toContainEqual({
      name: 'INITIAL_ADMIN_USERNAME',
      value: 'root',
    });
  });
});

describe('the roles that require two-step verification', () => {
  it('are passed to auth when the stack names some', async () => {
    const graph = new RecordedGraph(await recordStack('local', { secondFactorRoles: ['user', 'admin'] }));
    expect(envOf(graph, 'auth')).toContainEqual({ name: 'SECOND_FACTOR_REQUIRED_ROLES', value: 'user,admin' });
    const without = new RecordedGraph(await recordStack('local', { secondFactorRoles: undefined }));
    expect(JSON.stringify(envOf(without, 'auth'))).not.toContain('SECOND_FACTOR_REQUIRED_ROLES');
  });
});

describe('the life of access tokens', () => {
  it.each(['dev', 'local'] as const)('is passed to auth of %s when the stack sets it', async (stack) => {
    const graph = new RecordedGraph(await recordStack(stack, { accessTokenSeconds: 300 }));
    expect(envOf(graph, 'auth')).toContainEqual({ name: 'ACCESS_TOKEN_TTL_SECONDS', value: '300' });
    expect(JSON.stringify(envOf(graph, 'tasks'))).not.toContain('ACCESS_TOKEN_TTL_SECONDS');
  });

  it.each(stackNames)('is the backend’s default in %s when the stack does not set it', async (stack) => {
    const graph = new RecordedGraph(await recordStack(stack, { accessTokenSeconds: undefined }));
    expect(envOf(graph, 'auth')).not.toContainEqual(expect.objectContaining({ name: 'ACCESS_TOKEN_TTL_SECONDS' }));
  });
});
