import { createHmac } from 'node:crypto';
import { expect } from '@playwright/test';
import type { SettingsPage } from './settings-page.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepSeconds = 30;

/**
 * The code that an authenticator app shows (RFC 6238: SHA-1, six digits, 30 seconds).
 * @param secret in base 32, as users enter it in an app
 * @param steps how many codes ahead of now; each code works only once
 */
export function codeOfApp(secret: string, steps = 0): string {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / stepSeconds) + steps));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** In the open dialog: turns two-step verification on, up to the recovery codes. @returns the secret that the app scans */
export async function pairAuthenticatorApp(settings: SettingsPage, password: string): Promise<string> {
  const { dialog } = settings;
  await settings.confirm(password, 'Continue');
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  const secret = (await dialog.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{4}$/).innerText()).replaceAll(' ', '');
  await dialog.getByLabel('Code from the app').fill(codeOfApp(secret));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect(dialog.getByRole('heading', { name: 'Save your recovery codes' })).toBeVisible();
  return secret;
}
