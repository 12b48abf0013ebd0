import type { UserEntity } from '../users/user.entity.ts';
import type { IssuedLink } from './email-links.service.ts';
import { composeEmail, type EmailMessage } from './email-message.ts';

export function emailVerificationMessage({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return composeEmail({
    kind: 'verify_email',
    to: email,
    subject: 'Verify your e-mail address for Taskyard',
    username,
    before: 'Please verify that this address is yours.',
    link: url,
    linkText: 'Verify this e-mail address',
    after:
      `The link works once, within ${validFor}. If this wasn't you, ignore this mail: ` +
      'another user probably mistyped their own address.',
  });
}

export function passwordResetMessage({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return composeEmail({
    kind: 'reset_password',
    to: email,
    subject: 'Choose a new password for Taskyard',
    username,
    before: 'We received a request for a new password for your account. To choose one, open this link.',
    link: url,
    linkText: 'Choose a new password',
    after:
      `The link works once, within ${validFor}. If this wasn't you, ignore this mail: ` +
      'your password stays the same, and the sender of the request did not learn whether you have an account.',
  });
}

/** To the previous address of the account. */
export function addressChangedMessage({ username, email }: UserEntity, origin: string): EmailMessage {
  return composeEmail({
    kind: 'address_changed',
    to: email,
    subject: 'The e-mail address of your Taskyard account was changed',
    username,
    before: `Your account at ${origin} now has another e-mail address. Nothing more will be mailed to this one.`,
    after:
      "If this wasn't you, another person knows your password: sign in with your username, change the password, " +
      'which ends every session, and set your address again.',
  });
}
