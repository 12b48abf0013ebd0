import { allowing, allowStatements, conditionKeys } from './iam-statements.ts';
import { type ResourceRule, sample, samplePair, unless } from './rule.ts';

const rolePolicy = 'aws:iam/rolePolicy:RolePolicy';
const policies = /^aws:iam\/(rolePolicy:RolePolicy|policy:Policy)$/;
const inRegion = { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };

/** An action with `*` that does more than describe, get or list. */
const writesByPattern = /^[\w-]+:(?!(Describe|Get|List)[^*]*\*$).*\*/;
/** Condition keys that choose resources or principals. A region, an address or a time does not. */
const limitingKey = /^([\w-]+:(ResourceTag|RequestTag|PrincipalTag)\/.+|aws:PrincipalArn|kms:ResourceAliases)$/;
const includesPassRole = /^iam:(\*|P\*|Pass\*|PassRole|\*Role)$/;

/** What AWS roles may do. */
export const permissionRules: readonly ResourceRule[] = [
  {
    kind: 'resource',
    name: 'iam-no-wildcard',
    level: 'mandatory',
    description:
      'An IAM policy names its actions. A pattern of actions that change something names resources, or a condition on tags or principals.',
    types: policies,
    check: ({ inputs }) =>
      allowStatements(inputs.policy).flatMap((statement) => {
        const actions = [statement.Action ?? []].flat();
        const isLimited =
          ![statement.Resource ?? '*'].flat().includes('*') ||
          conditionKeys(statement).some((key) => limitingKey.test(key));
        return [
          ...unless(!actions.includes('*'), 'Action "*" allows everything'),
          ...unless(
            statement.NotAction === undefined,
            'NotAction allows every action of a later service: name actions',
          ),
          ...actions
            .filter((action) => !isLimited && writesByPattern.test(action))
            .map(
              (action) => `${action} on every resource: name actions, resources, or a condition on tags or principals`,
            ),
        ];
      }),
    cases: {
      failing: [
        sample(rolePolicy, { policy: allowing({ Action: '*', Resource: 'arn:aws:s3:::one', Condition: {} }) }),
        sample(rolePolicy, { policy: allowing({ Action: 's3:*', Resource: '*' }) }),
        sample(rolePolicy, { policy: allowing({ Action: 'ec2:*', Resource: '*', Condition: inRegion }) }),
        sample(rolePolicy, { policy: allowing({ Action: 'iam:*Role', Resource: '*', Condition: inRegion }) }),
        sample(rolePolicy, { policy: allowing({ Action: 'ec2:Get*Delete*', Resource: '*' }) }),
        sample(rolePolicy, { policy: allowing({ NotAction: 'iam:CreateUser', Resource: 'arn:aws:s3:::one' }) }),
      ],
      passing: [
        sample(rolePolicy, { policy: allowing({ Action: 's3:*', Resource: 'arn:aws:s3:::one/*' }) }),
        sample(rolePolicy, { policy: allowing({ Action: ['ec2:Describe*', 'ec2:CreateVpc'], Resource: '*' }) }),
        sample(rolePolicy, {
          policy: allowing({
            Action: 'ec2:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:ResourceTag/stack': 'prod' } },
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
    name: 'iam-pass-role',
    level: 'mandatory',
    description: 'A policy with iam:PassRole names the roles and the services that may get them.',
    types: policies,
    check: ({ inputs }) =>
      allowStatements(inputs.policy)
        .filter(({ Action }) => [Action ?? []].flat().some((action) => includesPassRole.test(action)))
        .flatMap((statement) => [
          ...unless(![statement.Resource ?? '*'].flat().includes('*'), 'iam:PassRole: name the roles'),
          ...unless(
            conditionKeys(statement).includes('iam:PassedToService'),
            'iam:PassRole: name the services with iam:PassedToService',
          ),
        ]),
    cases: {
      failing: [
        sample(rolePolicy, { policy: allowing({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::1:role/one' }) }),
        sample(rolePolicy, { policy: allowing({ Action: ['iam:*Role'], Resource: 'arn:aws:iam::1:role/one' }) }),
        sample(rolePolicy, {
          policy: allowing({
            Action: 'iam:PassRole',
            Resource: '*',
            Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
          }),
        }),
      ],
      passing: [
        sample(rolePolicy, {
          policy: allowing({
            Action: 'iam:PassRole',
            Resource: 'arn:aws:iam::1:role/prod/*',
            Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
          }),
        }),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'role-boundary',
    level: 'mandatory',
    description: 'Every AWS role has a permissions boundary. IAM refuses the deploy role’s call for one without it.',
    types: /^aws:iam\/role:Role$/,
    check: ({ inputs }) =>
      unless(
        String(inputs.permissionsBoundary ?? '').includes(':policy/'),
        'set permissionsBoundary, or use createStackRole',
      ),
    cases: samplePair(
      'aws:iam/role:Role',
      { path: '/taskyard-prod/' },
      { permissionsBoundary: 'arn:aws:iam::111111111111:policy/taskyard-boundary' },
    ),
  },
];
