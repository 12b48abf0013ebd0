import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';
import { SigningKeys } from './signing-keys.ts';

/** The database users beside the administrator; each has exactly the privileges its work needs. */
export const databaseUsers = ['auth', 'tasks', 'migrator', 'backup'] as const;
export type DatabaseUser = (typeof databaseUsers)[number];

/** The four secrets of a stack and the properties each holds. Every value is a secret output: encrypted in the state. */
export interface SecretValues {
  /** `root` only where the stack runs the database itself; RDS keeps and rotates its own. */
  readonly database: Readonly<Record<DatabaseUser, pulumi.Output<string>> & { root?: pulumi.Output<string> }>;
  readonly app: Readonly<Record<'encryption', pulumi.Output<string>>>;
  readonly admin: Readonly<Record<'password', pulumi.Output<string>>>;
  readonly 'jwt-keys': Readonly<Record<'private' | 'public', pulumi.Output<string>>>;
}
export type SecretName = keyof SecretValues;

/** One value of the store: a secret's name and a property of its JSON. */
export interface SecretReference {
  /** One of the stack's four secrets, or any other that the store can read by its full name. */
  readonly secret: SecretName | { readonly fullName: pulumi.Input<string> };
  readonly property: string;
}

export interface GeneratedSecretsArgs {
  /** Raised by the operator to make every password anew. */
  readonly generation: number;
  /** Names of the RSA keys, the signing one first. */
  readonly signingKeys: readonly string[];
  /** Whether the database needs an administrator's password from here. */
  readonly databaseRoot: boolean;
}

/** Makes every value nobody has to choose, so that nobody has to carry one either. */
export class GeneratedSecrets extends pulumi.ComponentResource {
  readonly values: SecretValues;

  constructor(
    name: string,
    { generation, signingKeys, databaseRoot }: GeneratedSecretsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:app:GeneratedSecrets', name, {}, opts);
    // Letters and digits only: the value travels through SQL, URLs and shell without quoting; 32 of them are 190 bits.
    const password = (of: string): pulumi.Output<string> =>
      new random.RandomPassword(
        of,
        { length: 32, special: false, keepers: { generation: String(generation) } },
        { parent: this },
      ).result;
    const keys = new SigningKeys('signing-keys', { names: signingKeys }, { parent: this });
    this.values = {
      database: {
        auth: password('database-auth'),
        tasks: password('database-tasks'),
        migrator: password('database-migrator'),
        backup: password('database-backup'),
        ...(databaseRoot ? { root: password('database-root') } : {}),
      },
      app: { encryption: password('app-encryption') },
      admin: { password: password('admin') },
      'jwt-keys': { private: keys.privateSet, public: keys.publicSet },
    };
    this.registerOutputs({});
  }
}
