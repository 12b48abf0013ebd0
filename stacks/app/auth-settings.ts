import type { StackSettings } from '../config/schema.ts';
import type { SecretSource } from './consumer-secret.ts';
import { type Conversation, internet } from './network-policies.ts';
import type { SecretReference } from './secret-values.ts';
import type { WorkloadArgs } from './workload.ts';

/** What one module of the backend is told beyond what every module is. */
export interface ModuleSettings {
  readonly env: Readonly<Record<string, string>>;
  /** Environment variables whose values the stack's secrets hold. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
  /** Environment variables from Kubernetes Secrets that somebody else makes. */
  readonly secretEnv: WorkloadArgs['secretEnv'];
  readonly to: readonly Conversation[];
}

/** The key auth encrypts with, its first admin, and, where the stack has mail, the server it goes to. */
export function authSettings(
  { admin, mail }: Pick<StackSettings, 'admin' | 'mail'>,
  source: SecretSource,
): ModuleSettings {
  return {
    env: {
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
    // Without a store it is a Kubernetes Secret that the operator made.
    secretEnv: mail && source.kind === 'inline' ? [{ env: 'SMTP_URL', secretName: mail.secretName, key: 'url' }] : [],
    to: mail ? [{ peers: [internet], ports: [mail.port] }] : [],
  };
}
