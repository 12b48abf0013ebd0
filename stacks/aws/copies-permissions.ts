import type { Statement } from './trust.ts';

/** What `pulumi up` and `destroy` need in the region of the database's copies: the replication, and its key. */
export function copiesStatements(region: string): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: [
        'rds:StartDBInstanceAutomatedBackupsReplication',
        'rds:StopDBInstanceAutomatedBackupsReplication',
        'rds:DescribeDBInstanceAutomatedBackups',
        'kms:CreateKey',
        'kms:DescribeKey',
        'kms:GetKeyPolicy',
        'kms:PutKeyPolicy',
        'kms:EnableKeyRotation',
        'kms:GetKeyRotationStatus',
        'kms:UpdateKeyDescription',
        'kms:ScheduleKeyDeletion',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:ListResourceTags',
        'kms:CreateAlias',
        'kms:UpdateAlias',
        'kms:DeleteAlias',
        'kms:ListAliases',
        // RDS encrypts the copies with a grant of the caller.
        'kms:CreateGrant',
      ],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
  ];
}
