import type { UserEntity } from '../users/user.entity.ts';
import type { IssuedLink } from './email-links.service.ts';
import { composeEmail, type EmailMessage } from './email-message.ts';

export function emailVerificationMessage({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return composeEmail({
    kind: 'verify_email',
    to: email,
    subject: 'Verify your email for Taskyard',
    username,
    before:
      'Please verify that this email is yours. If you are not signed in, you will be asked for the password that you ' +
      'chose.',
    link: url,
    linkText: 'Verify this email',
    after:
      `The link works once, within ${validFor}. If this wasn't you, ignore this email: ` +
      'another person used your address.',
  });
}

export function passwordResetMessage({ user, url, validFor }: IssuedLink): EmailMessage {
  const { username, email, email_verified_at } = user;
  const emptied =
    'This email was never verified, so another person may have created the account. A new password therefore deletes ' +
    'everything in it: tasks, sessions, tokens, passkeys and two-step verification. ';
  return composeEmail({
    kind: 'reset_password',
    to: email,
    subject: 'Choose a new password for Taskyard',
    username,
    before: 'We received a request for a new password for your account. To choose one, open this link.',
    link: url,
    linkText: 'Choose a new password',
    after:
      `${email_verified_at === null ? emptied : ''}The link works once, within ${validFor}. ` +
      "If this wasn't you, ignore this email: " +
      'your password stays the same, and the sender of the request did not learn whether you have an account.',
  });
}

/** To the owner of an address that was verified only by the reset of the password. */
export function accountEmptiedMessage({ username, email }: UserEntity, origin: string): EmailMessage {
  return composeEmail({
    kind: 'account_emptied',
    to: email,
    subject: 'Your Taskyard account was emptied',
    username,
    before:
      `You chose a new password for your account at ${origin}. Its email had never been verified, so another person ` +
      'may have created the account with your address and may know its old password.',
    after:
      'Everything in it was therefore deleted: tasks, sessions, tokens, passkeys and two-step verification. Only the ' +
      'username and the email are left. The account is now yours alone, and its email is verified.',
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
