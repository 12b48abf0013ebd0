import { at, type ResourceRule, type Rule, unless } from '../rule.ts';

const cluster = /^(eks:index:Cluster|aws:eks\/cluster:Cluster)$/;

/** `@pulumi/eks` takes flat what the AWS resource inside it takes in blocks. */
function clusterSetting(
  inputs: Readonly<Record<string, unknown>>,
  flat: string,
  ...nested: (string | number)[]
): unknown {
  return inputs[flat] ?? at(inputs, ...nested);
}

/** What `@pulumi/eks` makes inside its component is judged at the component, which is where it can be changed. */
function judgedOnce(check: ResourceRule['check']): ResourceRule['check'] {
  return (resource, stack) => (resource.urn.includes('eks:index:Cluster$') ? [] : check(resource, stack));
}

/** The cluster's control plane, images, logs and the tags of the bill. */
export const accessRules: readonly Rule[] = [
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
];
