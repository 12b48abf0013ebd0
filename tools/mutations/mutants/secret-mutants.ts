import type { Mutant } from '../mutant.ts';

const generated = 'stacks/app/generated-secrets.spec.ts';
const pods = {
  file: generated,
  test: 'the generated secrets of local > are in no object but the Secrets of their readers',
};
const outputs = { file: generated, test: 'the generated secrets of local > are in no output in plain text' };

/** Where secret values are, and who gets them. */
export const secretMutants: readonly Mutant[] = [
  {
    name: 'a password is a plain output of the stack',
    file: 'stacks/index.ts',
    find: 'return { origin: certificate.origin };',
    replace:
      "return { origin: certificate.origin, admin: unsecret(secretSource.values.admin.password) };\n}\nimport { unsecret } from '@pulumi/pulumi';\n{",
    caughtBy: outputs,
  },
  {
    name: 'a password is a plain output of a component',
    file: 'stacks/app/generated-secrets.ts',
    find: 'this.registerOutputs({});',
    replace: 'this.registerOutputs({ admin: pulumi.unsecret(this.values.admin.password) });',
    caughtBy: outputs,
  },
  {
    name: 'a password is in the environment of a pod',
    file: 'stacks/app/backend-module.ts',
    find: '...settings.env,',
    replace: `...settings.env, SETTINGS: secretSource.kind === 'inline' ? secretSource.values.admin.password : '',`,
    caughtBy: pods,
  },
  {
    name: 'the key of the database certificate is in the ConfigMap of its clients',
    file: 'stacks/app/database-in-cluster.ts',
    find: 'this.authorities = tls.authorities',
    replace: 'this.authorities = tls.privateKey',
    caughtBy: pods,
  },
  {
    name: 'a preview reads stored secrets back from AWS',
    file: 'stacks/aws/stored-secrets.ts',
    find: 'secretStringWo: pulumi.secret',
    replace: 'secretString: pulumi.secret',
    caughtBy: {
      file: 'stacks/aws/aws.spec.ts',
      test: 'the AWS resources of prod > stores the four secrets in Secrets Manager, write-only and encrypted with their own key',
    },
  },
  {
    name: 'root is left out of the generation',
    file: 'stacks/app/generated-secrets.ts',
    find: `passwords('root')`,
    replace: `twoPasswords('root', 1, options)`,
    caughtBy: {
      file: generated,
      test: 'a new generation > gives every user of the database a new password, the administrator included',
    },
  },
  {
    name: 'a new generation replaces the encryption key',
    file: 'stacks/app/generated-secrets.ts',
    find: `'app-encryption'`,
    replace: `'app-encryption-' + generation`,
    caughtBy: {
      file: 'stacks/app/auth-settings.spec.ts',
      test: 'the secrets of the app > are not replaced by a new generation, so that encrypted data stays readable',
    },
  },
  {
    name: 'passwords have characters that break a URL',
    file: 'stacks/app/generated-secrets.ts',
    find: 'special: false',
    replace: 'special: true',
    caughtBy: {
      file: generated,
      test: 'the generated secrets of local > have 190 bits or more, in letters and digits only',
    },
  },
  {
    name: 'tasks gets the private signing key',
    file: 'stacks/app/backend-module.ts',
    find: `name === 'auth' ? (`,
    replace: `name !== undefined ? (`,
    caughtBy: { file: 'stacks/app/app.spec.ts', test: 'the app of prod > never gives tasks a private key' },
  },
  {
    name: 'every namespace may read the secrets of the stack',
    file: 'stacks/cluster/external-secrets.ts',
    find: 'conditions: [{ namespaces: [args.namespaces.app, args.namespaces.data] }],',
    replace: '',
    caughtBy: {
      file: 'stacks/cluster/external-secrets.spec.ts',
      test: 'External Secrets > serves the namespaces of the app only',
    },
  },
  {
    name: 'External Secrets may read secrets of other stacks',
    file: 'stacks/cluster/external-secrets.ts',
    find: 'secret:$',
    replace: 'secret:*$',
    caughtBy: {
      file: 'stacks/cluster/external-secrets.spec.ts',
      test: 'External Secrets > may read the secrets of its stack only',
    },
  },
];
