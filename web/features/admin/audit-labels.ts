import type { AuditEvent } from '@/lib/api/generated/types.gen';

/** What happened, beside the names of who did it and to whom. */
export const auditWords: Readonly<Record<AuditEvent['action'], string>> = {
  'account.registered': 'Created the account',
  'account.changed': 'Changed name or address',
  'account.email_verified': 'Confirmed the address',
  'account.exported': 'Exported the data',
  'account.deleted': 'Deleted the account',
  'account.disabled': 'Disabled the account',
  'account.enabled': 'Enabled the account',
  'account.promoted': 'Made an admin',
  'account.demoted': 'Made no longer an admin',
  'admin.created': 'Created the first admin',
  'password.changed': 'Changed the password',
  'password.reset_requested': 'Asked for a link to reset the password',
  'password.reset': 'Reset the password',
  'session.started': 'Signed in',
  'session.ended': 'Signed out',
  'session.all_ended': 'Signed out several devices',
  'session.reuse_detected': 'A spent session was used again; it was ended',
  'second_factor.enabled': 'Turned on the second factor',
  'second_factor.disabled': 'Turned off the second factor',
  'second_factor.recovery_code_used': 'Signed in with a recovery code',
  'second_factor.recovery_codes_renewed': 'Made new recovery codes',
  'passkey.added': 'Added a passkey',
  'passkey.removed': 'Removed a passkey',
  'token.created': 'Created an access token',
  'token.revoked': 'Revoked an access token',
};

/** What deserves a second look. */
export const isAlarming = (action: AuditEvent['action']): boolean => action === 'session.reuse_detected';
