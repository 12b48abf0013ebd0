import type { UserEntity } from '../accounts/user.entity.ts';
import { type EmailMessage, letter } from './email-layout.ts';
import type { IssuedLink } from './email-links.service.ts';

export function verificationLetter({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return letter({
    kind: 'verify_email',
    to: email,
    subject: 'Verify your e-mail address for Taskyard',
    username,
    before: 'Please confirm that this address is yours.',
    link: url,
    linkText: 'Verify this e-mail address',
    after:
      `The link works once, within ${validFor}. If this wasn't you, ignore this mail: ` +
      'somebody probably mistyped their own address.',
  });
}

export function resetLetter({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return letter({
    kind: 'reset_password',
    to: email,
    subject: 'Choose a new password for Taskyard',
    username,
    before: 'Somebody asked for a new password for your account. To choose one, open this address.',
    link: url,
    linkText: 'Choose a new password',
    after:
      `The link works once, within ${validFor}. If this wasn't you, ignore this mail: ` +
      'your password stays as it is, and nobody learned whether you have an account.',
  });
}

/** To the address that the account had before. */
export function addressChangedLetter({ username, email }: UserEntity, origin: string): EmailMessage {
  return letter({
    kind: 'address_changed',
    to: email,
    subject: 'The e-mail address of your Taskyard account was changed',
    username,
    before: `Your account at ${origin} now has another e-mail address. Nothing more will be mailed to this one.`,
    after:
      "If this wasn't you, somebody knows your password: sign in with your username, change the password, " +
      'which signs everybody out, and set your address again.',
  });
}
