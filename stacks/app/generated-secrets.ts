import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';
import { SigningKeys } from './signing-keys.ts';

/** The database users except the administrator. Each has only the privileges that it needs. */
export const databaseUsers = ['auth', 'tasks', 'migrator', 'backup'] as const;
export type DatabaseUser = (typeof databaseUsers)[number];

/** The four secrets of a stack and their properties. Every value is a secret output, encrypted in the state. */
export interface SecretValues {
  /** `root` exists only where the stack runs the database itself. RDS stores and rotates its own master password. */
  readonly database: Readonly<Record<DatabaseUser, pulumi.Output<string>> & { root?: pulumi.Output<string> }>;
  readonly app: Readonly<Record<'encryption', pulumi.Output<string>>>;
  readonly admin: Readonly<Record<'password', pulumi.Output<string>>>;
  readonly 'jwt-keys': Readonly<Record<'private' | 'public', pulumi.Output<string>>>;
}
type SecretName = keyof SecretValues;

/** A value in the secret store: a secret's name and a property of its JSON. */
export interface SecretReference {
  /** One of the stack's four secrets, or the full name of another secret. */
  readonly secret: SecretName | { readonly fullName: pulumi.Input<string> };
  readonly property: string;
}

export interface GeneratedSecretsArgs {
  /** Increased by the operator to replace every database password. */
  readonly generation: number;
  /** Names of the RSA keys. The first one signs. */
  readonly signingKeys: readonly string[];
  /** True: also generate the password of the database's administrator. */
  readonly databaseRoot: boolean;
}

/** Generates every secret value, so that no operator has to choose or copy one. */
export class GeneratedSecrets extends pulumi.ComponentResource {
  readonly values: SecretValues;

  constructor(
    name: string,
    { generation, signingKeys, databaseRoot }: GeneratedSecretsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:app:GeneratedSecrets', name, {}, opts);
    // Only letters and digits, because the value is used in SQL, URLs and a shell without quoting. 32 of them are 190 bits.
    const password = (of: string, keepers: Record<string, string> = {}): pulumi.Output<string> =>
      new random.RandomPassword(of, { length: 32, special: false, keepers }, { parent: this }).result;
    const ofDatabase = (user: string) => password(`database-${user}`, { generation: String(generation) });
    const keys = new SigningKeys('signing-keys', { names: signingKeys }, { parent: this });
    this.values = {
      database: {
        auth: ofDatabase('auth'),
        tasks: ofDatabase('tasks'),
        migrator: ofDatabase('migrator'),
        backup: ofDatabase('backup'),
        ...(databaseRoot ? { root: ofDatabase('root') } : {}),
      },
      // Never replaced: data encrypted with the one must stay readable, and the other is only used for the first sign-in.
      app: { encryption: password('app-encryption') },
      admin: { password: password('admin') },
      'jwt-keys': { private: keys.privateSet, public: keys.publicSet },
    };
    this.registerOutputs({});
  }
}
