import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';
import { SigningKeys } from './signing-keys.ts';

/** The database users except the administrator. Each has only the privileges that it needs. */
export const databaseUsers = ['auth', 'tasks', 'migrator', 'backup'] as const;
export type DatabaseUser = (typeof databaseUsers)[number];

/** An account's passwords of this generation and of the previous one. */
type TwoPasswords<User extends string> = Record<User | `${User}Previous`, pulumi.Output<string>>;

/** The four secrets of a stack and their properties. Every value is a secret output, encrypted in the state. */
export interface SecretValues {
  /** `root` exists only where the stack runs the database itself. RDS stores and rotates its own master password. */
  readonly database: Readonly<TwoPasswords<DatabaseUser> & Partial<TwoPasswords<'root'>>>;
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
    const options = { parent: this };
    const passwords = <User extends DatabaseUser | 'root'>(user: User) => twoPasswords(user, generation, options);
    const keys = new SigningKeys('signing-keys', { names: signingKeys }, options);
    this.values = {
      database: {
        ...passwords('auth'),
        ...passwords('tasks'),
        ...passwords('migrator'),
        ...passwords('backup'),
        ...(databaseRoot ? passwords('root') : {}),
      },
      // Never replaced: data encrypted with the one must stay readable, and the other is only used for the first sign-in.
      app: { encryption: password('app-encryption', {}, options) },
      admin: { password: password('admin', {}, options) },
      'jwt-keys': { private: keys.privateSet, public: keys.publicSet },
    };
    this.registerOutputs({});
  }
}

/**
 * A resource for each generation, so that the previous password stays in the state. The database has it until the Job
 * `database-users` has set the new one, and after a rollout that was taken back.
 */
function twoPasswords<User extends string>(user: User, generation: number, options: pulumi.CustomResourceOptions) {
  const of = (each: number, aliases: { name: string }[]) =>
    password(`database-${user}-g${each}`, { generation: String(each) }, { ...options, aliases });
  // Version 0.1.0 had one resource, without a generation in its name.
  const current = of(generation, [{ name: `database-${user}` }]);
  const previous = generation > 1 ? of(generation - 1, []) : current;
  return { [user]: current, [`${user}Previous`]: previous } as TwoPasswords<User>;
}

/** Only letters and digits, because the value is used in SQL, URLs and a shell without quoting. 32 of them are 190 bits. */
function password(name: string, keepers: Record<string, string>, options: pulumi.CustomResourceOptions) {
  return new random.RandomPassword(name, { length: 32, special: false, keepers }, options).result;
}
