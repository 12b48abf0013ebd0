import { at, type ResourceRule, records, unless } from '../rule.ts';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Who may do what, in AWS and in the cluster. */
export const identityRules: readonly ResourceRule[] = [
  {
    kind: 'resource',
    name: 'iam-no-wildcard',
    level: 'mandatory',
    description: 'No policy allows everything, nor all of a service everywhere without a condition.',
    types: /^aws:iam\/(rolePolicy:RolePolicy|policy:Policy)$/,
    check: ({ inputs }) =>
      allowing(inputs.policy).flatMap((statement) => {
        const actions = [statement.Action ?? []].flat();
        const everywhere = [statement.Resource ?? []].flat().includes('*') && statement.Condition === undefined;
        return [
          ...unless(!actions.includes('*'), 'Action "*" allows everything'),
          ...actions
            .filter((action) => everywhere && /^[\w-]+:\*$/.test(action))
            .map((action) => `${action} on every resource needs a condition`),
        ];
      }),
  },
  {
    kind: 'resource',
    name: 'iam-narrow-trust',
    level: 'mandatory',
    description: 'A role names who may take it: never everybody, and of GitHub one repository and environment.',
    types: /^aws:iam\/role:Role$/,
    check: ({ inputs }) =>
      allowing(inputs.assumeRolePolicy).flatMap((statement) => {
        const federated = at(statement.Principal, 'Federated') !== undefined;
        const subjects = Object.entries(statement.Condition?.StringEquals ?? {}).filter(([key]) =>
          key.endsWith(':sub'),
        );
        return [
          ...unless(!JSON.stringify(statement.Principal ?? '*').includes('"*"'), 'the principal is everybody'),
          ...unless(
            !federated || (subjects.length > 0 && !JSON.stringify(subjects).includes('*')),
            'bind the federated principal to one subject with StringEquals',
          ),
        ];
      }),
  },
  {
    kind: 'resource',
    name: 'rbac-no-wildcard',
    level: 'mandatory',
    description: 'No role of the cluster allows every verb or every kind of object.',
    types: /^kubernetes:rbac\.authorization\.k8s\.io\/v1:(Cluster)?Role$/,
    check: ({ inputs }) =>
      records(inputs.rules).flatMap((rule) => [
        ...unless(![rule.verbs].flat().includes('*'), 'name the verbs'),
        ...unless(![rule.resources].flat().includes('*'), 'name the resources'),
      ]),
  },
];

function allowing(policy: unknown): readonly Statement[] {
  const document: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
  return [at(document, 'Statement') ?? []].flat().filter((one): one is Statement => at(one, 'Effect') === 'Allow');
}
