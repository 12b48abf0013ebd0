import type { UserEntity } from '../users/user.entity.ts';
import type { IssuedLink } from './email-links.service.ts';
import { composeEmail, type EmailMessage } from './email-message.ts';

export function emailVerificationMessage({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return composeEmail({
    kind: 'verify_email',
    to: email,
    subject: 'Verify your email for Taskyard',
    username,
    before: 'Please verify that this email is yours.',
    link: url,
    linkText: 'Verify this email',
    after:
      `The link works once, within ${validFor}. If this wasn't you, ignore this email: ` +
      'another user probably mistyped their own.',
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
      `The link works once, within ${validFor}. If this wasn't you, ignore this email: ` +
      'your password stays the same, and the sender of the request did not learn whether you have an account.',
  });
}

/** To the previous email of the account. */
export function emailChangedMessage({ username, email }: UserEntity, origin: string): EmailMessage {
  return composeEmail({
    kind: 'email_changed',
    to: email,
    subject: 'The email of your Taskyard account was changed',
    username,
    before: `Your account at ${origin} now has another email. Nothing more will be mailed to this one.`,
    after:
      "If this wasn't you, another person knows your password: sign in with your username, change the password, " +
      'which ends every session, and set your email again.',
  });
}
