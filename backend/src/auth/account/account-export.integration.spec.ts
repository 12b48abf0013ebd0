import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { accountExportSchema } from './account-export.schemas.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

it('exports everything that is stored about the user, and no secret', async () => {
  const { id, token } = await running.api.registerUser('ada');
  const { id: admin } = await running.api.registerUser('admin');
  const { connection } = running.database;
  const secrets = ['passkey id', 'public key', 'token hash', 'totp secret'].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  const [credential, publicKey, tokenHash, totpSecret] = secrets;
  await connection.query(
    `INSERT INTO passkeys (user_id, credential_hash, credential_id, user_handle, public_key, counter, name, created_at)
     VALUES (?, ?, ?, '', ?, 7, 'Laptop', '2026-01-02 03:04:05')`,
    [id, credential, credential, publicKey],
  );
  await connection.query(
    `INSERT INTO personal_access_tokens (user_id, token_hash, hint, name, scopes, created_at, expires_at)
     VALUES (?, ?, 'aB3x', 'Backup', 'tasks:read,tasks:write', '2026-01-02 03:04:05', '2027-01-02 03:04:05')`,
    [id, tokenHash],
  );
  await connection.query('INSERT INTO totp_secrets (user_id, secret, created_at) VALUES (?, ?, UTC_TIMESTAMP(3))', [
    id,
    totpSecret,
  ]);
  await connection.query(
    `INSERT INTO audit_events (occurred_at, action, actor_id, subject_id)
     VALUES (UTC_TIMESTAMP(3), 'account.promoted', ?, ?), (UTC_TIMESTAMP(3), 'account.disabled', ?, ?)`,
    [admin, id, id, admin],
  );

  const answer = await running.api.get('/api/auth/me/export', { token });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="taskyard-account.json"');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const exported = accountExportSchema.parse(answer.body);
  expect(exported).toEqual({
    exported_at: expect.any(String),
    account: (await running.api.get('/api/auth/me', { token })).body,
    sessions: [expect.objectContaining({ current: true, address: '127.0.0.1' })],
    passkeys: [{ id: expect.any(Number), name: 'Laptop', created_at: '2026-01-02T03:04:05.000Z', last_used_at: null }],
    tokens: [
      {
        id: expect.any(Number),
        name: 'Backup',
        hint: 'aB3x',
        scopes: ['tasks:read', 'tasks:write'],
        created_at: '2026-01-02T03:04:05.000Z',
        expires_at: '2027-01-02T03:04:05.000Z',
        last_used_at: null,
      },
    ],
    audit_events: [
      expect.objectContaining({ action: 'account.registered', by_you: true, to_you: true }),
      expect.objectContaining({ action: 'session.started', by_you: true, to_you: true }),
      expect.objectContaining({ action: 'account.promoted', by_you: false, to_you: true }),
      expect.objectContaining({ action: 'account.disabled', by_you: true, to_you: false }),
      expect.objectContaining({ action: 'account.exported', by_you: true, to_you: true }),
    ],
  });

  expect(answer.text).not.toContain('$argon2');
  for (const secret of secrets) {
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      expect(answer.text).not.toContain(secret.toString(encoding));
    }
  }
  // The file names no other user by username or id.
  expect(answer.text).not.toContain('"admin"');
  expect(answer.text).not.toContain(`_id":${admin}`);
});

it('rejects an export without a session', async () => {
  expect((await running.api.get('/api/auth/me/export')).status).toBe(401);
});
