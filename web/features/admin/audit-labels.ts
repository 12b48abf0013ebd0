import type { AuditEvent } from '@/lib/api/generated/types.gen';

/** What happened; shown with the usernames of the actor and the subject. */
export const auditLabels: Readonly<Record<AuditEvent['action'], string>> = {
  'account.registered': 'Created the account',
  'account.changed': 'Changed the username or email',
  'account.email_verified': 'Verified the email',
  'account.exported': 'Exported the data',
  'account.emptied': 'Emptied the account: its email had never been verified',
  'account.deleted': 'Deleted the account',
  'account.disabled': 'Disabled the account',
  'account.enabled': 'Enabled the account',
  'account.promoted': 'Made an admin',
  'account.demoted': 'Removed as admin',
  'admin.created': 'Created the first admin',
  'password.changed': 'Changed the password',
  'password.reset_requested': 'Asked for a link to reset the password',
  'password.reset': 'Reset the password',
  'session.started': 'Signed in',
  'session.ended': 'Signed out',
  'session.all_ended': 'Signed out several devices',
  'session.reuse_detected': 'Ended a session: an old token of it was used again',
  'second_factor.enabled': 'Turned on two-step verification',
  'second_factor.disabled': 'Turned off two-step verification',
  'second_factor.reset': 'Reset two-step verification',
  'second_factor.recovery_code_used': 'Signed in with a recovery code',
  'second_factor.recovery_codes_renewed': 'Made new recovery codes',
  'passkey.added': 'Added a passkey',
  'passkey.removed': 'Removed a passkey',
  'token.created': 'Created an access token',
  'token.revoked': 'Revoked an access token',
};

/** Done with a link from a mail, or to ask for one: by a person who is not signed in. The API names no actor. */
export const isAnonymous = (action: AuditEvent['action']): boolean =>
  action === 'password.reset_requested' || action === 'account.emptied';

/** Whether an admin should look into the event. */
export const needsAttention = (action: AuditEvent['action']): boolean => action === 'session.reuse_detected';
