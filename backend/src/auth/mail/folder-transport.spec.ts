import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { composeEmail } from './email-message.ts';
import { FolderTransport } from './folder-transport.ts';

const link = 'http://localhost:3000/reset-password#token=abc';
const reset = composeEmail({
  kind: 'reset_password',
  to: 'ada@example.com',
  subject: 'Choose a new password',
  username: 'ada',
  before: 'A new password was requested.',
  link,
  linkText: 'Choose',
  after: 'Bye.',
});

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taskyard-mail-'));
  folder = join(root, 'not', 'yet', 'there');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const transport = (logLinks = false) => new FolderTransport(folder, 'no-reply@example.com', logLinks);

it('writes each email to a file that mail programs can open and only its owner can read', async () => {
  const log = vi.spyOn(Logger.prototype, 'log');
  await Promise.all(Array.from({ length: 20 }, () => transport().send(reset)));
  const names = readdirSync(folder);
  expect(names).toHaveLength(20);
  for (const name of names) {
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT[\d-]+Z-reset_password-[0-9a-f]{8}\.eml$/);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const content = readFileSync(join(folder, name));
    expect(content.toString()).toContain('\r\nFrom: no-reply@example.com\r\n');
    expect(content.toString()).toContain(`\r\n${link}\r\n`);
    const mail = await PostalMime.parse(content);
    expect(mail).toMatchObject({ subject: 'Choose a new password', to: [{ address: 'ada@example.com' }] });
    expect(mail.text).toContain(link);
  }
  expect(log).not.toHaveBeenCalled();
});

it('logs the link once in development', async () => {
  const log = vi.spyOn(Logger.prototype, 'log').mockImplementation(() => {});
  await transport(true).send(reset);
  expect(log.mock.calls).toEqual([[{ link }, 'reset_password: open this']]);
});

it('leaves no file behind when writing fails', async () => {
  await transport().send(reset);
  const taken = vi.spyOn(Date.prototype, 'toISOString').mockReturnValue('no/such/folder');
  await expect(transport().send(reset)).rejects.toMatchObject({ code: 'ENOENT' });
  taken.mockRestore();
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.eml$/)]);
});
