import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';

export interface AccessLogsArgs {
  readonly account: AwsStack['account'];
  /** Starts the bucket's name. */
  readonly prefix: string;
  /** Days after which a log is deleted. */
  readonly retentionDays: number;
  /** Whether the bucket refuses to be deleted with logs in it. */
  readonly protected: boolean;
}

/**
 * The bucket for the load balancer's access logs: one line a request, with its time, client address, path and query, answer and
 * duration. It is encrypted with S3's own keys, because a load balancer can write to no other.
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** The bucket's name, known when a load balancer may write to it: it tests that before it accepts the setting. */
  readonly bucket: pulumi.Output<string>;

  constructor(
    name: string,
    { account, prefix, retentionDays, protected: isProtected }: AccessLogsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:aws:AccessLogs', name, {}, opts);
    const child = { parent: this };
    const logs = new aws.s3.Bucket(
      name,
      { bucket: accessLogsBucket(prefix, account), forceDestroy: !isProtected },
      child,
    );
    const bucket = logs.bucket;
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      child,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { bucket, rules: [{ id: 'expire', status: 'Enabled', filter: {}, expiration: { days: retentionDays } }] },
      child,
    );
    const block = new aws.s3.BucketPublicAccessBlock(
      name,
      { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      child,
    );
    const policy = new aws.s3.BucketPolicy(
      name,
      { bucket, policy: logs.arn.apply((arn) => bucketPolicy(arn, account.id)) },
      // Two changes of one bucket at a time can fail with a conflict.
      { ...child, dependsOn: [block] },
    );
    this.bucket = policy.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }
}

/** The bucket's name, which no other account in the world may have. */
export function accessLogsBucket(prefix: string, { id, region }: AwsStack['account']): string {
  return `${prefix}-access-logs-${id}-${region}`;
}

/**
 * Lets load balancers of this account add logs, and refuses everything without TLS. The account in the path is what keeps other
 * accounts out (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
function bucketPolicy(arn: string, accountId: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/${accountId}/*`,
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
