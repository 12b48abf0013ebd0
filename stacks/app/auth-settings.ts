import { internet, type NetworkRule } from '../cluster/network-policies.ts';
import type { SecretEnvVar } from '../cluster/restricted-pod.ts';
import type { StackSettings } from '../config/schema.ts';
import type { SecretSource } from './consumer-secret.ts';
import type { SecretReference } from './generated-secrets.ts';

/** Settings of one backend module, in addition to those of every module. */
export interface ModuleSettings {
  readonly env: Readonly<Record<string, string>>;
  /** Environment variables whose values are in the stack's secrets. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
  /** Environment variables whose values are in Kubernetes Secrets that the operator creates. */
  readonly secretEnv: readonly SecretEnvVar[];
  readonly egress: readonly NetworkRule[];
}

/** The settings of auth: its encryption key, its first admin, the life of access tokens and, when the stack has mail, the mail server. */
export function authSettings(
  {
    admin,
    mail,
    accessTokenSeconds,
    secondFactorRoles,
  }: Pick<StackSettings, 'admin' | 'mail' | 'accessTokenSeconds' | 'secondFactorRoles'>,
  source: SecretSource,
): ModuleSettings {
  return {
    env: {
      ...(accessTokenSeconds === undefined ? {} : { ACCESS_TOKEN_TTL_SECONDS: String(accessTokenSeconds) }),
      ...(secondFactorRoles.length > 0 && { SECOND_FACTOR_REQUIRED_ROLES: secondFactorRoles.join(',') }),
      ...(admin?.username === undefined ? {} : { INITIAL_ADMIN_USERNAME: admin.username }),
      ...(admin?.email === undefined ? {} : { INITIAL_ADMIN_EMAIL: admin.email }),
      ...(mail && { MAIL_FROM: mail.from }),
    },
    secrets: {
      ENCRYPTION_KEY: { secret: 'app', property: 'encryption' },
      INITIAL_ADMIN_PASSWORD: { secret: 'admin', property: 'password' },
      ...(mail &&
        source.kind === 'external' && {
          SMTP_URL: { secret: { fullName: `${source.path}/${mail.secretName}` }, property: 'url' },
        }),
    },
    // Without a store, the operator creates a Kubernetes Secret.
    secretEnv: mail && source.kind === 'inline' ? [{ env: 'SMTP_URL', secretName: mail.secretName, key: 'url' }] : [],
    egress: mail ? [{ peers: [internet], ports: [mail.port] }] : [],
  };
}
