import type { UserEntity } from '../users/user.entity.ts';
import type { IssuedLink } from './email-links.service.ts';
import { composeEmail, type EmailKind, type EmailMessage } from './email-message.ts';

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

export function unlockMessage({ user: { username, email }, url, validFor }: IssuedLink): EmailMessage {
  return composeEmail({
    kind: 'unlock_sign_in',
    to: email,
    subject: 'Sign in to Taskyard while your account is under attack',
    username,
    before:
      'Somebody tries many passwords for your account, so we slow down sign-ins from unknown browsers. To sign in ' +
      'with yours, open this link in it. You still need your password.',
    link: url,
    linkText: 'Let this browser sign in',
    after:
      `The link works once, within ${validFor}. If you did not ask for it, ignore this email: ` +
      'the link alone opens nothing.',
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

/** What the user of an account is told. */
export type SecurityNotice =
  | { readonly kind: Exclude<EmailKind, IssuedLinkKind | 'account_emptied' | 'email_changed' | 'new_device'> }
  | { readonly kind: 'new_device'; readonly device: string; readonly address: string };

type IssuedLinkKind = 'verify_email' | 'reset_password' | 'unlock_sign_in';

const changePassword = "If this wasn't you, another person knows your password: change it, which ends every session.";
const checkSecurity =
  "If this wasn't you, another person has access to your account: change your password, which ends every session, " +
  'and look through the security page of the settings.';

const notices: Readonly<Record<SecurityNotice['kind'], { subject: string; happened: string; after: string }>> = {
  new_device: { subject: 'New sign-in to your Taskyard account', happened: '', after: changePassword },
  many_failures: {
    subject: 'Many failed sign-ins to your Taskyard account',
    happened: 'Today, somebody tried many wrong passwords or codes for your account',
    after:
      'Your account is locked for unknown browsers in between, and stays safe as long as the password is hard to guess. ' +
      'If you are refused too, the sign-in page sends you a link. This email is sent once a day at most.',
  },
  password_changed: {
    subject: 'The password of your Taskyard account was changed',
    happened: 'The password of your account was changed, and all other sessions were ended',
    after: "If this wasn't you, choose a new password with the link “Forgot your password?” on the sign-in page.",
  },
  second_factor_enabled: {
    subject: 'Two-step verification is on for your Taskyard account',
    happened: 'Two-step verification was turned on for your account',
    after: checkSecurity,
  },
  second_factor_disabled: {
    subject: 'Two-step verification is off for your Taskyard account',
    happened: 'Two-step verification was turned off for your account',
    after: checkSecurity,
  },
  second_factor_reset: {
    subject: 'An admin reset two-step verification of your Taskyard account',
    happened: 'An admin removed the authenticator app and the recovery codes of your account',
    after: 'Sign in with your password and set it up again. If you did not ask for this, tell your admins.',
  },
  second_factor_locked: {
    subject: 'Two-step verification of your Taskyard account is locked for a day',
    happened:
      'Somebody who knows your password entered 100 wrong codes for your account. It accepts no codes for a day',
    after:
      "If this wasn't you, choose a new password now with the link “Forgot your password?” on the sign-in page. Until " +
      'tomorrow, sign in with a recovery code or a passkey.',
  },
  recovery_codes_renewed: {
    subject: 'New recovery codes for your Taskyard account',
    happened: 'The recovery codes of your account were replaced',
    after: checkSecurity,
  },
  recovery_code_used: {
    subject: 'A recovery code of your Taskyard account was used',
    happened: 'A recovery code of your account was used to sign in',
    after: checkSecurity,
  },
  passkey_added: {
    subject: 'New passkey for your Taskyard account',
    happened: 'A passkey was added to your account',
    after: checkSecurity,
  },
  passkey_removed: {
    subject: 'A passkey of your Taskyard account was removed',
    happened: 'A passkey was removed from your account',
    after: checkSecurity,
  },
  token_created: {
    subject: 'New access token for your Taskyard account',
    happened: 'A personal access token, which gives a script access to your tasks, was created for your account',
    after: checkSecurity,
  },
};

/** @param origin names the installation, since a user may have accounts in several */
export function securityNoticeMessage(
  notice: SecurityNotice,
  { username, email }: Pick<UserEntity, 'username' | 'email'>,
  origin: string,
): EmailMessage {
  const { subject, happened, after } = notices[notice.kind];
  const what =
    notice.kind === 'new_device'
      ? `A device signed in to your account that it did not use before: ${plainDevice(notice.device)}, from the address ${notice.address}`
      : happened;
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return composeEmail({
    kind: notice.kind,
    to: email,
    subject,
    username,
    before: `${what} (${origin}, ${at} UTC).`,
    after,
  });
}

/** Clients choose the name. Only letters, so that it cannot be read as a link. */
function plainDevice(device: string): string {
  return /^[A-Za-z ]{1,50}$/.test(device) ? device : 'an unknown program';
}
