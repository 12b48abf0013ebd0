import { at, type ResourceRule, records, sample, samplePair, unless } from './rule.ts';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const rolePolicy = 'aws:iam/rolePolicy:RolePolicy';
const role = 'aws:iam/role:Role';

/** Permissions in AWS and in the cluster. */
export const identityRules: readonly ResourceRule[] = [
  {
    kind: 'resource',
    name: 'iam-no-wildcard',
    level: 'mandatory',
    description:
      'No IAM policy allows every action, or every action of a service on all resources without a condition.',
    types: /^aws:iam\/(rolePolicy:RolePolicy|policy:Policy)$/,
    check: ({ inputs }) =>
      allowStatements(inputs.policy).flatMap((statement) => {
        const actions = [statement.Action ?? []].flat();
        const isUnrestricted = [statement.Resource ?? []].flat().includes('*') && statement.Condition === undefined;
        return [
          ...unless(!actions.includes('*'), 'Action "*" allows everything'),
          ...actions
            .filter((action) => isUnrestricted && /^[\w-]+:\*$/.test(action))
            .map((action) => `${action} on every resource needs a condition`),
        ];
      }),
    cases: {
      failing: [
        sample(rolePolicy, { policy: allowing({ Action: '*', Resource: 'arn:aws:s3:::one', Condition: {} }) }),
        sample(rolePolicy, { policy: allowing({ Action: 's3:*', Resource: '*' }) }),
      ],
      passing: [
        sample(rolePolicy, { policy: allowing({ Action: 's3:*', Resource: 'arn:aws:s3:::one/*' }) }),
        sample(rolePolicy, {
          policy: allowing({
            Action: 'ec2:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:RequestedRegion': 'x' } },
          }),
        }),
        sample(rolePolicy, {
          policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }),
        }),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'iam-narrow-trust',
    level: 'mandatory',
    description: 'A role names its principals. For GitHub, it names one repository and one environment.',
    types: /^aws:iam\/role:Role$/,
    check: ({ inputs }) =>
      allowStatements(inputs.assumeRolePolicy).flatMap((statement) => {
        const isFederated = at(statement.Principal, 'Federated') !== undefined;
        const subjects = Object.entries(statement.Condition?.StringEquals ?? {}).filter(([key]) =>
          key.endsWith(':sub'),
        );
        return [
          ...unless(!JSON.stringify(statement.Principal ?? '*').includes('"*"'), 'do not use "*" as a principal'),
          ...unless(
            !isFederated || (subjects.length > 0 && !JSON.stringify(subjects).includes('*')),
            'bind the federated principal to one subject with StringEquals',
          ),
        ];
      }),
    cases: {
      failing: [
        sample(role, { assumeRolePolicy: allowing({ Principal: { AWS: '*' } }) }),
        sample(role, githubTrust('StringLike', 'repo:owner/name:*')),
        sample(role, githubTrust('StringEquals', 'repo:owner/*:environment:prod')),
      ],
      passing: [
        sample(role, { assumeRolePolicy: allowing({ Principal: { Service: 'ec2.amazonaws.com' } }) }),
        sample(role, githubTrust('StringEquals', 'repo:owner/name:environment:prod')),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'rbac-no-wildcard',
    level: 'mandatory',
    description: 'No Kubernetes role allows every verb or every kind of object.',
    types: /^kubernetes:rbac\.authorization\.k8s\.io\/v1:(Cluster)?Role$/,
    check: ({ inputs }) =>
      records(inputs.rules).flatMap((rule) => [
        ...unless(![rule.verbs].flat().includes('*'), 'name the verbs'),
        ...unless(![rule.resources].flat().includes('*'), 'name the resources'),
      ]),
    cases: samplePair(
      'kubernetes:rbac.authorization.k8s.io/v1:Role',
      { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['*'] }] },
      { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
    ),
  },
];

function allowStatements(policy: unknown): readonly Statement[] {
  const document: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
  return [at(document, 'Statement') ?? []].flat().filter((one): one is Statement => at(one, 'Effect') === 'Allow');
}

/** A policy document with one Allow statement. */
function allowing(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

/** The inputs of a role that trusts GitHub jobs with a subject. */
function githubTrust(operator: string, subject: string): object {
  return {
    assumeRolePolicy: allowing({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' },
      Condition: { [operator]: { 'token.actions.githubusercontent.com:sub': subject } },
    }),
  };
}
