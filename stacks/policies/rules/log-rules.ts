import { type PolicyResource, type Rule, sample, samplePair, unless } from './rule.ts';

const logGroup = 'aws:cloudwatch/logGroup:LogGroup';

/** The log groups that a resource writes to. AWS creates a missing one without an expiry. */
const writtenGroups: Readonly<Record<string, (inputs: PolicyResource['inputs']) => readonly string[]>> = {
  'eks:index:Cluster': ({ name, enabledClusterLogTypes }) =>
    listOf(enabledClusterLogTypes).length > 0 ? [`/aws/eks/${name}/cluster`] : [],
  'aws:rds/instance:Instance': ({ identifier, enabledCloudwatchLogsExports }) =>
    listOf(enabledCloudwatchLogsExports).map((log) => `/aws/rds/instance/${identifier}/${log}`),
  'aws:rds/cluster:Cluster': ({ clusterIdentifier, enabledCloudwatchLogsExports }) =>
    listOf(enabledCloudwatchLogsExports).map((log) => `/aws/rds/cluster/${clusterIdentifier}/${log}`),
};

const database = sample('aws:rds/instance:Instance', {
  identifier: 'db',
  enabledCloudwatchLogsExports: ['error', 'slowquery'],
});

/** Logs have an end. */
export const logRules: readonly Rule[] = [
  {
    kind: 'resource',
    name: 'logs-expire',
    level: 'mandatory',
    description: 'Logs have a retention period.',
    types: /^aws:cloudwatch\/logGroup:LogGroup$/,
    check: ({ inputs }) => unless(Number(inputs.retentionInDays ?? 0) > 0, 'set retentionInDays'),
    cases: samplePair(logGroup, {}, { retentionInDays: 7 }),
  },
  {
    kind: 'stack',
    name: 'log-retention',
    level: 'mandatory',
    description: 'Every log that the cluster or a database exports has a log group of the program, so that it expires.',
    check: (resources) => {
      const groups = new Set(resources.filter(({ type }) => type === logGroup).map(({ inputs }) => inputs.name));
      return resources.flatMap((resource) =>
        (writtenGroups[resource.type]?.(resource.inputs) ?? [])
          .filter((name) => !groups.has(name))
          .map((name) => ({ resource, message: `add a LogGroup named ${name} with retentionInDays` })),
      );
    },
    cases: {
      failing: [database, sample(logGroup, { name: '/aws/rds/instance/db/error', retentionInDays: 7 })],
      passing: [
        database,
        sample(logGroup, { name: '/aws/rds/instance/db/error', retentionInDays: 7 }),
        sample(logGroup, { name: '/aws/rds/instance/db/slowquery', retentionInDays: 7 }),
        sample('eks:index:Cluster', { name: 'prod', enabledClusterLogTypes: [] }),
      ],
    },
  },
];

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
