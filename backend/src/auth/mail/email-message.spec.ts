import { expect, it } from 'vitest';
import { composeEmail } from './email-message.ts';

const greetingOf = (username: string) =>
  composeEmail({ kind: 'email_changed', to: 'ada@example.com', subject: 'News', username, before: 'B.', after: 'A.' });

it.each([
  'evil.example',
  'Free-Money.COM',
  'www.evil',
  'www',
  'https-evil',
  'a.b.shop',
  'evil.xn--p1ai',
  'evil.com_.org',
  'evil.com.',
  'evil.com-1',
  '192.0.2.7',
])('greets %s without the name, because mail programs could make a link of it', (username) => {
  const { text, html } = greetingOf(username);
  expect(text.startsWith('Hello,\n')).toBe(true);
  expect(text + html).not.toContain(username);
});

it.each(['ada', 'ada_l', 'ada.1815', 'j.r', 'httpd', 'wwwriter', 'a-b-c'])('greets %s by name', (username) => {
  const { text, html } = greetingOf(username);
  expect(text).toContain(`Hello ${username},`);
  expect(html).toContain(`Hello ${username},`);
});
