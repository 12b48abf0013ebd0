import { actions, type TypeActions } from './type-actions.ts';

const s3 = (read: string, write: string): TypeActions => ({ read: actions('s3', read), write: actions('s3', write) });

/** Buckets. Their settings are read, not the objects in them. */
export const storageActions: Readonly<Record<string, TypeActions>> = {
  'aws:s3/bucket:Bucket': s3(
    [
      'ListBucket ListBucketVersions GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging',
      'GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning',
      'GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration',
    ].join(' '),
    'CreateBucket DeleteBucket PutBucketTagging DeleteObject DeleteObjectVersion',
  ),
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': s3(
    'GetLifecycleConfiguration',
    'PutLifecycleConfiguration',
  ),
  'aws:s3/bucketPolicy:BucketPolicy': s3('GetBucketPolicy', 'PutBucketPolicy DeleteBucketPolicy'),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': s3(
    'GetBucketPublicAccessBlock',
    'PutBucketPublicAccessBlock',
  ),
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': s3(
    'GetEncryptionConfiguration',
    'PutEncryptionConfiguration',
  ),
};
