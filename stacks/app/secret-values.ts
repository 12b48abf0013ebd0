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
  /** Raised by the operator to make every password of the database anew. */
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
      // Made once and for ever: what was encrypted with the one must be read again, and the other only opens the first door.
      app: { encryption: password('app-encryption') },
      admin: { password: password('admin') },
      'jwt-keys': { private: keys.privateSet, public: keys.publicSet },
    };
    this.registerOutputs({});
  }
}
