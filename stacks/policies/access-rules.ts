import { at, type ResourceRule, type Rule, records, unless } from './rule.ts';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const cluster = /^(eks:index:Cluster|aws:eks\/cluster:Cluster)$/;

/** `@pulumi/eks` takes flat what the AWS resource inside it takes in blocks. */
function clusterSetting(
  inputs: Readonly<Record<string, unknown>>,
  flat: string,
  ...nested: (string | number)[]
): unknown {
  return inputs[flat] ?? at(inputs, ...nested);
}

const identityRules: readonly ResourceRule[] = [
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
];

function allowing(policy: unknown): readonly Statement[] {
  const document: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
  return [at(document, 'Statement') ?? []].flat().filter((one): one is Statement => at(one, 'Effect') === 'Allow');
}

/** What `@pulumi/eks` makes inside its component is judged at the component, which is where it can be changed. */
function judgedOnce(check: ResourceRule['check']): ResourceRule['check'] {
  return (resource, stack) => (resource.urn.includes('eks:index:Cluster$') ? [] : check(resource, stack));
}

/** Identities, the cluster's control plane, images and logs. */
export const accessRules: readonly Rule[] = [
  ...identityRules,
  {
    kind: 'resource',
    name: 'cluster-endpoint',
    level: 'mandatory',
    description: 'The API server is reached inside the network, and from outside only by ranges that are named.',
    types: cluster,
    check: judgedOnce(({ inputs }) => {
      const open = clusterSetting(inputs, 'endpointPublicAccess', 'vpcConfig', 'endpointPublicAccess') !== false;
      const ranges = (clusterSetting(inputs, 'publicAccessCidrs', 'vpcConfig', 'publicAccessCidrs') ?? []) as string[];
      return [
        ...unless(
          clusterSetting(inputs, 'endpointPrivateAccess', 'vpcConfig', 'endpointPrivateAccess') === true,
          'set endpointPrivateAccess',
        ),
        ...unless(!open || (ranges.length > 0 && !ranges.includes('0.0.0.0/0')), 'name publicAccessCidrs'),
      ];
    }),
  },
  {
    kind: 'resource',
    name: 'cluster-secrets-encrypted',
    level: 'mandatory',
    description: "Kubernetes' Secrets are encrypted with a key of this account.",
    types: cluster,
    check: judgedOnce(({ inputs }) =>
      unless(
        clusterSetting(inputs, 'encryptionConfigKeyArn', 'encryptionConfig', 'provider', 'keyArn') !== undefined,
        'set encryptionConfigKeyArn',
      ),
    ),
  },
  {
    kind: 'resource',
    name: 'cluster-audited',
    level: 'mandatory',
    description: 'What is done through the API server, and by whom, is logged.',
    types: cluster,
    check: judgedOnce(({ inputs }) => {
      const kinds = [inputs.enabledClusterLogTypes ?? []].flat();
      return unless(kinds.includes('audit') && kinds.includes('authenticator'), 'log at least audit and authenticator');
    }),
  },
  {
    kind: 'resource',
    name: 'images-immutable-and-scanned',
    level: 'mandatory',
    description: 'A pushed tag never changes, and is looked through for known holes.',
    types: /^aws:ecr\/repository:Repository$/,
    check: ({ inputs }) => [
      ...unless(inputs.imageTagMutability === 'IMMUTABLE', 'set imageTagMutability to IMMUTABLE'),
      ...unless(at(inputs, 'imageScanningConfiguration', 'scanOnPush') === true, 'set scanOnPush'),
    ],
  },
  {
    kind: 'resource',
    name: 'logs-expire',
    level: 'mandatory',
    description: 'Logs are kept for a time that somebody chose; for ever is not one.',
    types: /^aws:cloudwatch\/logGroup:LogGroup$/,
    check: ({ inputs }) => unless(Number(inputs.retentionInDays ?? 0) > 0, 'set retentionInDays'),
  },
  {
    kind: 'stack',
    name: 'cost-tags',
    level: 'mandatory',
    description: 'Everything on the bill says its project and stack.',
    check: (resources) =>
      resources
        .filter(({ type }) => type === 'pulumi:providers:aws')
        .flatMap((resource) => {
          const given = resource.inputs.defaultTags;
          const tags = at(typeof given === 'string' ? JSON.parse(given) : given, 'tags');
          const missing = ['project', 'stack', 'managed-by'].filter((tag) => at(tags, tag) === undefined);
          return missing.map((tag) => ({ resource, message: `add ${tag} to the provider's defaultTags` }));
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
