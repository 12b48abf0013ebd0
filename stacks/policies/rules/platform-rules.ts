import { at, type ResourceRule, type Rule, sample, samplePair, unless } from './rule.ts';

const cluster = /^(eks:index:Cluster|aws:eks\/cluster:Cluster)$/;
const eksComponent = 'eks:index:Cluster';
const eksCluster = 'aws:eks/cluster:Cluster';

/** The cluster's control plane, image repositories and cost tags. */
export const platformRules: readonly Rule[] = [
  {
    kind: 'resource',
    name: 'cluster-endpoint',
    level: 'mandatory',
    description: 'The API server has a private endpoint. Its public endpoint is open to named ranges only.',
    types: cluster,
    check: outsideEksComponent(({ inputs }) => {
      const isPublic = clusterSetting(inputs, 'endpointPublicAccess', 'vpcConfig', 'endpointPublicAccess') !== false;
      const ranges = (clusterSetting(inputs, 'publicAccessCidrs', 'vpcConfig', 'publicAccessCidrs') ?? []) as string[];
      return [
        ...unless(
          clusterSetting(inputs, 'endpointPrivateAccess', 'vpcConfig', 'endpointPrivateAccess') === true,
          'set endpointPrivateAccess',
        ),
        ...unless(!isPublic || (ranges.length > 0 && !ranges.includes('0.0.0.0/0')), 'name publicAccessCidrs'),
      ];
    }),
    cases: {
      failing: [
        sample(eksComponent, { endpointPrivateAccess: false, endpointPublicAccess: false }),
        sample(eksComponent, { endpointPrivateAccess: true, endpointPublicAccess: true }),
        sample(eksCluster, {
          vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
        }),
      ],
      passing: [
        sample(eksComponent, { endpointPrivateAccess: true, endpointPublicAccess: false }),
        sample(eksCluster, {
          vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] },
        }),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'cluster-secrets-encrypted',
    level: 'mandatory',
    description: 'Kubernetes Secrets are encrypted with a key of this account.',
    types: cluster,
    check: outsideEksComponent(({ inputs }) =>
      unless(
        clusterSetting(inputs, 'encryptionConfigKeyArn', 'encryptionConfig', 'provider', 'keyArn') !== undefined,
        'set encryptionConfigKeyArn',
      ),
    ),
    cases: samplePair(eksComponent, {}, { encryptionConfigKeyArn: 'key' }),
  },
  {
    kind: 'resource',
    name: 'cluster-audited',
    level: 'mandatory',
    description: 'The cluster writes audit and authenticator logs.',
    types: cluster,
    check: outsideEksComponent(({ inputs }) => {
      const logTypes = [inputs.enabledClusterLogTypes ?? []].flat();
      return unless(
        logTypes.includes('audit') && logTypes.includes('authenticator'),
        'log at least audit and authenticator',
      );
    }),
    cases: samplePair(
      eksComponent,
      { enabledClusterLogTypes: ['api'] },
      { enabledClusterLogTypes: ['audit', 'authenticator'] },
    ),
  },
  {
    kind: 'resource',
    name: 'images-immutable-and-scanned',
    level: 'mandatory',
    description: 'Image tags are immutable, and images are scanned for vulnerabilities.',
    types: /^aws:ecr\/repository:Repository$/,
    check: ({ inputs }) => [
      ...unless(inputs.imageTagMutability === 'IMMUTABLE', 'set imageTagMutability to IMMUTABLE'),
      ...unless(at(inputs, 'imageScanningConfiguration', 'scanOnPush') === true, 'set scanOnPush'),
    ],
    cases: samplePair(
      'aws:ecr/repository:Repository',
      { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: true } },
      { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
    ),
  },
  {
    kind: 'stack',
    name: 'cost-tags',
    level: 'mandatory',
    description: 'Every AWS resource has tags for its project and stack.',
    check: (resources) =>
      resources
        .filter(({ type }) => type === 'pulumi:providers:aws')
        .flatMap((resource) => {
          const given = resource.inputs.defaultTags;
          const tags = at(typeof given === 'string' ? JSON.parse(given) : given, 'tags');
          const missing = ['project', 'stack', 'managed-by'].filter((tag) => at(tags, tag) === undefined);
          return missing.map((tag) => ({ resource, message: `add ${tag} to the provider's defaultTags` }));
        }),
    cases: samplePair(
      'pulumi:providers:aws',
      { defaultTags: { tags: { project: 'taskyard', stack: 'dev' } } },
      { defaultTags: { tags: { project: 'taskyard', stack: 'dev', 'managed-by': 'pulumi' } } },
    ),
  },
];

/** `@pulumi/eks` takes as flat inputs what the AWS resource takes as nested blocks. */
function clusterSetting(
  inputs: Readonly<Record<string, unknown>>,
  flat: string,
  ...nested: (string | number)[]
): unknown {
  return inputs[flat] ?? at(inputs, ...nested);
}

/** Skips the cluster that `@pulumi/eks` creates inside its component: the component is checked, and only it can be changed. */
function outsideEksComponent(check: ResourceRule['check']): ResourceRule['check'] {
  return (resource, stack) => (resource.urn.includes('eks:index:Cluster$') ? [] : check(resource, stack));
}
