import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usersScript } from '../../stacks/app/database-privileges.ts';
import { type CertificateAndKey, CertificateAuthority, type CertificateRequest } from '../shared/certificates.ts';
import { ClusterDatabase, type ScriptResult, serverNames } from './cluster-database.ts';
import { administratorCredentials, asRoot, passwordOf } from './example-data.ts';

// A new certificate for a running server: the Job `database-users` makes it load the mounted files.

let database: ClusterDatabase;
let former: CertificateAuthority;
let next: CertificateAuthority;
/** The authority of the server's first start. */
let firstStart: string;

beforeAll(async () => {
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
  former = await CertificateAuthority.create('CN=former');
  next = await CertificateAuthority.create('CN=next');
  firstStart = readFileSync(database.authorities, 'utf8');
});

afterAll(() => database?.remove());

type CertificateNames = Pick<CertificateRequest, 'dnsNames' | 'addresses'>;

/** As the kubelet renews mounted files. The signing authority comes first, as in the stack's Secret. */
function mount({ certificate, privateKey }: CertificateAndKey, signing: CertificateAuthority): void {
  const folder = dirname(database.authorities);
  const others = [former, next].filter((authority) => authority !== signing);
  const bundle = [signing, ...others].map((authority) => authority.certificate);
  writeFileSync(database.authorities, [...bundle, firstStart].join('\n'));
  writeFileSync(join(folder, 'server-cert.pem'), certificate);
  writeFileSync(join(folder, 'server-key.pem'), privateKey);
}

async function issueBy(authority: CertificateAuthority, names: CertificateNames = serverNames) {
  const issued = await authority.issue({ subject: 'CN=database', use: 'server', ...names });
  return { ...issued, expires: new Date(new X509Certificate(issued.certificate).validTo).toISOString() };
}

function runJob(expires: string, seconds = '20'): Promise<ScriptResult> {
  const environment = { CERTIFICATE_EXPIRES: expires, CERTIFICATE_SECONDS: seconds };
  return database.runAdministratorJob(usersScript, administratorCredentials('g1', 'g1'), { environment });
}

/** A client that trusts one authority only. */
function connect({ certificate }: CertificateAuthority): Promise<Connection> {
  const { hostname: host, port } = new URL(database.url('root', ''));
  const password = passwordOf('root', 'g1');
  return createConnection({
    host,
    port: Number(port),
    user: 'root',
    password,
    ssl: { ca: certificate, verifyIdentity: false },
  });
}

it('loads a new certificate without a restart: open connections stay, and new ones verify the new authority', async () => {
  const first = await issueBy(former);
  mount(first, former);
  expect(await runJob(first.expires)).toMatchObject({ exitCode: 0 });
  const open = await connect(former);
  const before = await open.query('SELECT CONNECTION_ID() AS id').then(([rows]) => rows);

  // Certificates count in seconds.
  await sleep(1_100);
  const second = await issueBy(next);
  setTimeout(() => mount(second, next), 3_000);
  expect(await runJob(second.expires)).toMatchObject({ exitCode: 0 });

  await (await connect(next)).end();
  await expect(connect(former)).rejects.toThrow(/certificate/);
  expect(await open.query('SELECT CONNECTION_ID() AS id').then(([rows]) => rows)).toEqual(before);
  await open.end();
}, 60_000);

it('loads nothing when the server uses the certificate already', async () => {
  const current = await issueBy(next);
  mount(current, next);
  await runJob(current.expires);
  const { exitCode, output } = await runJob(current.expires);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(output).not.toContain('Loading');
});

it('fails when the new files do not come, and the server keeps its certificate', async () => {
  const { exitCode, output } = await runJob('2039-01-01T00:00:00Z', '2');
  expect(exitCode).toBe(1);
  expect(output).toContain('The database does not use its new certificate after 2 seconds. It keeps the former one.');
  await (await connect(next)).end();
}, 60_000);

it('keeps its certificate when the new one does not fit its key', async () => {
  await sleep(1_100);
  const { certificate, expires } = await issueBy(next);
  const { privateKey } = await issueBy(next);
  mount({ certificate, privateKey }, next);
  expect(await runJob(expires, '2')).toMatchObject({ exitCode: 1 });
  await (await connect(next)).end();
}, 60_000);

it('tells nothing to a server with the certificate of another host, though a known authority has signed it', async () => {
  for (const names of [{ dnsNames: ['database.example'] }, { addresses: ['127.0.0.2'] }, {}]) {
    await sleep(1_100);
    mount(await issueBy(next, names), next);
    await asRoot(database, 'ALTER INSTANCE RELOAD TLS');
    const { exitCode, output } = await runJob('');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/ERROR 2026 .*certificate/);
  }
  // The same connection succeeds again with its own name.
  await sleep(1_100);
  const own = await issueBy(next);
  mount(own, next);
  await asRoot(database, 'ALTER INSTANCE RELOAD TLS');
  expect(await runJob(own.expires)).toMatchObject({ exitCode: 0 });
}, 60_000);
