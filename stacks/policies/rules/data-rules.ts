import { at, type ResourceRule, records, sample, samplePair, unless } from './rule.ts';

const database = /^aws:rds\/(instance:Instance|cluster:Cluster)$/;
const instance = 'aws:rds/instance:Instance';

/** Databases, disks, keys and secrets. */
export const dataRules: readonly ResourceRule[] = [
  {
    kind: 'resource',
    name: 'database-encrypted',
    level: 'mandatory',
    description: 'A database is encrypted with a key of this account.',
    types: database,
    check: ({ inputs }) =>
      unless(inputs.storageEncrypted === true && inputs.kmsKeyId !== undefined, 'set storageEncrypted and kmsKeyId'),
    cases: samplePair(instance, { storageEncrypted: true }, { storageEncrypted: true, kmsKeyId: 'key' }),
  },
  {
    kind: 'resource',
    name: 'database-private',
    level: 'mandatory',
    description: 'No database has a public address.',
    types: /^aws:rds\/(instance:Instance|clusterInstance:ClusterInstance)$/,
    check: ({ inputs }) => unless(inputs.publiclyAccessible === false, 'set publiclyAccessible to false'),
    cases: samplePair(
      'aws:rds/clusterInstance:ClusterInstance',
      { publiclyAccessible: true },
      { publiclyAccessible: false },
    ),
  },
  {
    kind: 'resource',
    name: 'database-tls',
    level: 'mandatory',
    description: 'A database refuses connections without TLS.',
    types: /^aws:rds\/(parameterGroup:ParameterGroup|clusterParameterGroup:ClusterParameterGroup)$/,
    check: ({ inputs }) =>
      unless(
        records(inputs.parameters).some(
          ({ name, value }) => name === 'require_secure_transport' && (value === '1' || value === 'ON'),
        ),
        'set the parameter require_secure_transport to 1 (ON for Aurora)',
      ),
    cases: samplePair(
      'aws:rds/parameterGroup:ParameterGroup',
      { parameters: [{ name: 'require_secure_transport', value: '0' }] },
      { parameters: [{ name: 'require_secure_transport', value: '1' }] },
    ),
  },
  {
    kind: 'resource',
    name: 'database-backups',
    level: 'mandatory',
    description:
      'A database has daily backups. In a protected stack, they are kept for at least a week, with a final snapshot.',
    types: database,
    check: ({ inputs }, stack) => [
      ...unless(
        Number(inputs.backupRetentionPeriod ?? 0) >= (stack.protected ? 7 : 1),
        `keep backups for ${stack.protected ? '7 days' : 'a day'} or more`,
      ),
      ...unless(!stack.protected || inputs.skipFinalSnapshot === false, 'take a final snapshot'),
    ],
    cases: samplePair(
      instance,
      { backupRetentionPeriod: 1, skipFinalSnapshot: false },
      { backupRetentionPeriod: 7, skipFinalSnapshot: false },
    ),
  },
  {
    kind: 'resource',
    name: 'database-password-managed',
    level: 'mandatory',
    description: 'RDS creates and stores the master password. The program passes none.',
    types: database,
    check: ({ inputs }) => [
      ...unless(inputs.manageMasterUserPassword === true, 'set manageMasterUserPassword'),
      ...unless(inputs.password === undefined && inputs.masterPassword === undefined, 'pass no password'),
    ],
    cases: samplePair(
      instance,
      { manageMasterUserPassword: true, password: 'chosen' },
      { manageMasterUserPassword: true },
    ),
  },
  {
    kind: 'resource',
    name: 'deletion-protection',
    level: 'mandatory',
    description: 'In a protected stack, databases, volumes, the cluster, keys and secrets refuse deletion.',
    types:
      /^(aws:(rds\/(instance:Instance|cluster:Cluster)|kms\/key:Key|secretsmanager\/secret:Secret)|eks:index:Cluster|kubernetes:core\/v1:PersistentVolumeClaim)$/,
    check: ({ type, inputs, protect }, stack) => {
      if (!stack.protected) return [];
      const isProtectedByAws = !/^(aws:rds|eks)/.test(type) || inputs.deletionProtection === true;
      return [...unless(isProtectedByAws, 'set deletionProtection'), ...unless(protect, 'set the option protect')];
    },
    cases: {
      failing: [
        sample(instance, { deletionProtection: false }, true),
        sample(instance, { deletionProtection: true }),
        sample('kubernetes:core/v1:PersistentVolumeClaim', {}),
      ],
      passing: [sample(instance, { deletionProtection: true }, true), sample('aws:kms/key:Key', {}, true)],
    },
  },
  {
    kind: 'resource',
    name: 'volume-encrypted',
    level: 'mandatory',
    description: 'Every disk is encrypted.',
    types:
      /^(aws:ec2\/launchTemplate:LaunchTemplate|aws:ebs\/volume:Volume|kubernetes:storage\.k8s\.io\/v1:StorageClass)$/,
    check: ({ type, inputs }) => {
      if (type.endsWith(':StorageClass')) {
        return unless(String(at(inputs, 'parameters', 'encrypted')) === 'true', 'set the parameter encrypted');
      }
      if (type.endsWith(':Volume')) return unless(inputs.encrypted === true, 'set encrypted');
      const disks = records(inputs.blockDeviceMappings);
      return unless(
        disks.length > 0 && disks.every((disk) => String(at(disk, 'ebs', 'encrypted')) === 'true'),
        'name the disks in blockDeviceMappings and set encrypted on each',
      );
    },
    cases: {
      failing: [
        sample('aws:ec2/launchTemplate:LaunchTemplate', {}),
        sample('kubernetes:storage.k8s.io/v1:StorageClass', { parameters: { type: 'gp3' } }),
        sample('aws:ebs/volume:Volume', { encrypted: false }),
      ],
      passing: [
        sample('aws:ec2/launchTemplate:LaunchTemplate', { blockDeviceMappings: [{ ebs: { encrypted: 'true' } }] }),
        sample('kubernetes:storage.k8s.io/v1:StorageClass', { parameters: { encrypted: 'true' } }),
        sample('aws:ebs/volume:Volume', { encrypted: true }),
      ],
    },
  },
  {
    kind: 'resource',
    name: 'key-rotates',
    level: 'mandatory',
    description: 'KMS rotates a key every year.',
    types: /^aws:kms\/key:Key$/,
    check: ({ inputs }) => unless(inputs.enableKeyRotation === true, 'set enableKeyRotation'),
    cases: samplePair('aws:kms/key:Key', {}, { enableKeyRotation: true }),
  },
  {
    kind: 'resource',
    name: 'secret-own-key',
    level: 'mandatory',
    description: 'A stored secret is encrypted with a key of this account, whose use can be audited and revoked.',
    types: /^aws:secretsmanager\/secret:Secret$/,
    check: ({ inputs }) => unless(inputs.kmsKeyId !== undefined, 'set kmsKeyId'),
    cases: samplePair('aws:secretsmanager/secret:Secret', {}, { kmsKeyId: 'key' }),
  },
  {
    kind: 'resource',
    name: 'secret-write-only',
    level: 'mandatory',
    description: 'The value of a stored secret is written and never read back.',
    types: /^aws:secretsmanager\/secretVersion:SecretVersion$/,
    check: ({ inputs }) =>
      unless(inputs.secretString === undefined && inputs.secretBinary === undefined, 'use secretStringWo'),
    cases: samplePair(
      'aws:secretsmanager/secretVersion:SecretVersion',
      { secretString: 'value' },
      { secretStringWo: 'value' },
    ),
  },
];
