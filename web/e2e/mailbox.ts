import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readRun } from './environment.ts';

/** The texts of all emails to an address, oldest first. */
function mailTo(address: string, mail = readRun().mail): string[] {
  if (mail === undefined) throw new Error('Set E2E_MAIL to the folder into which the site writes its emails');
  return readdirSync(mail)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => join(mail, name))
    .toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .map((path) => readFileSync(path, 'utf8'))
    .filter((message) => message.includes(`To: ${address}`))
    .map(withoutTransferEncoding);
}

/** Decodes quoted-printable as far as links need it: folded lines and escaped characters. */
function withoutTransferEncoding(message: string): string {
  return message
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * Waits for an email to `address` with a link to `path`.
 * @param folder into which the site writes its emails, if it is not the site under test
 * @returns the link of the newest email, without its origin
 */
export async function linkTo(path: string, address: string, folder?: string): Promise<string> {
  const pattern = new RegExp(`${path}#token=[A-Za-z0-9._~-]+`);
  const newest = () =>
    mailTo(address, folder)
      .flatMap((text) => pattern.exec(text)?.[0] ?? [])
      .at(-1);
  await expect.poll(newest).toBeDefined();
  return newest() ?? '';
}
