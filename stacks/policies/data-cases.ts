import { pair, type RuleCase, resource } from './sample-resource.ts';

const instance = 'aws:rds/instance:Instance';

export const dataCases: readonly RuleCase[] = [
  pair('database-encrypted', instance, { storageEncrypted: true }, { storageEncrypted: true, kmsKeyId: 'key' }),
  pair(
    'database-private',
    'aws:rds/clusterInstance:ClusterInstance',
    { publiclyAccessible: true },
    { publiclyAccessible: false },
  ),
  pair(
    'database-tls',
    'aws:rds/parameterGroup:ParameterGroup',
    { parameters: [{ name: 'require_secure_transport', value: '0' }] },
    { parameters: [{ name: 'require_secure_transport', value: '1' }] },
  ),
  pair(
    'database-backups',
    instance,
    { backupRetentionPeriod: 1, skipFinalSnapshot: false },
    { backupRetentionPeriod: 7, skipFinalSnapshot: false },
  ),
  pair(
    'database-password-managed',
    instance,
    { manageMasterUserPassword: true, password: 'chosen' },
    { manageMasterUserPassword: true },
  ),
  {
    rule: 'deletion-protection',
    broken: [resource(instance, { deletionProtection: false }, true), resource(instance, { deletionProtection: true })],
    kept: [resource(instance, { deletionProtection: true }, true), resource('aws:kms/key:Key', {}, true)],
  },
  {
    rule: 'volume-encrypted',
    broken: [
      resource('aws:ec2/launchTemplate:LaunchTemplate', {}),
      resource('kubernetes:storage.k8s.io/v1:StorageClass', { parameters: { type: 'gp3' } }),
      resource('aws:ebs/volume:Volume', { encrypted: false }),
    ],
    kept: [
      resource('aws:ec2/launchTemplate:LaunchTemplate', { blockDeviceMappings: [{ ebs: { encrypted: 'true' } }] }),
      resource('kubernetes:storage.k8s.io/v1:StorageClass', { parameters: { encrypted: 'true' } }),
      resource('aws:ebs/volume:Volume', { encrypted: true }),
    ],
  },
  pair('key-rotates', 'aws:kms/key:Key', {}, { enableKeyRotation: true }),
  pair('secret-own-key', 'aws:secretsmanager/secret:Secret', {}, { kmsKeyId: 'key' }),
  pair(
    'secret-write-only',
    'aws:secretsmanager/secretVersion:SecretVersion',
    { secretString: 'value' },
    { secretStringWo: 'value' },
  ),
];
