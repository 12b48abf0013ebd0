import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

interface StateBucketOptions {
  readonly name: string;
  readonly region: string;
  readonly partition: string;
  /** The only account that may own the bucket. */
  readonly account: string;
  /** ARN of the key that encrypts the objects. */
  readonly keyArn: string;
}

/** How long an overwritten state can be restored. */
const keepOldVersionsDays = 90;

/** Creates the bucket if it does not exist, and sets all its settings again, so that a second run repairs drift. */
export async function ensureStateBucket(s3: S3Client, options: StateBucketOptions): Promise<void> {
  const { name: Bucket, account: ExpectedBucketOwner } = options;
  const target = { Bucket, ExpectedBucketOwner };
  if (!(await exists(s3, options))) await create(s3, options);
  await s3.send(
    new PutPublicAccessBlockCommand({
      ...target,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ ...target, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(
    new PutBucketEncryptionCommand({
      ...target,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: options.keyArn },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ ...target, Policy: JSON.stringify(tlsOnly(options)) }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      ...target,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'forget-old-versions',
            Status: 'Enabled',
            Filter: { Prefix: '' },
            NoncurrentVersionExpiration: { NoncurrentDays: keepOldVersionsDays },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    }),
  );
}

/** @throws when the bucket belongs to another account or is in another region */
async function exists(s3: S3Client, { name, region, account }: StateBucketOptions): Promise<boolean> {
  try {
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: account }));
    if (BucketRegion !== undefined && BucketRegion !== region) throw wrongRegion(name, BucketRegion);
    return true;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const status = error.$metadata.httpStatusCode;
    if (status === 404) return false;
    if (status === 301) throw wrongRegion(name, error.$response?.headers['x-amz-bucket-region'] ?? 'another region');
    if (status === 403) {
      throw new Error(
        `Bucket ${name} exists and belongs to another account, or s3:ListBucket is not allowed: choose another with --bucket.`,
      );
    }
    throw error;
  }
}

async function create(s3: S3Client, { name, region }: StateBucketOptions): Promise<void> {
  // S3 refuses us-east-1 as a location constraint.
  const location =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket: name, ...location }));
}

function wrongRegion(name: string, actual: string): Error {
  return new Error(
    `Bucket ${name} is in ${actual}: run again with --region ${actual}, or choose another with --bucket.`,
  );
}

function tlsOnly({ name, partition }: StateBucketOptions): object {
  const arn = `arn:${partition}:s3:::${name}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
