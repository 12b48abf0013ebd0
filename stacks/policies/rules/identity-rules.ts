import { allowing, allowStatements } from './iam-statements.ts';
import { at, type ResourceRule, records, sample, samplePair, unless } from './rule.ts';

const role = 'aws:iam/role:Role';

/** Who takes on roles in AWS, and what Kubernetes roles may do. */
export const identityRules: readonly ResourceRule[] = [
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
