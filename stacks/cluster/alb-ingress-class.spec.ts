import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { readStackFile, recordStack, settingsOf, stackNames } from '../../tools/recorder/recorder.ts';
import { albTimes } from '../config/load-balancer-times.ts';

describe.each(stackNames.filter((name) => name !== 'local'))('the load balancer of %s', (stack) => {
  let graph: RecordedGraph;
  let attributes: Record<string, string>;
  let annotations: Record<string, string>;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
    const { metadata } = graph.one(':Ingress', 'app-ingress').inputs;
    annotations = (metadata as { annotations: Record<string, string> }).annotations;
    const { loadBalancerAttributes } = graph.one(':IngressClassParams', 'ingress-class-params').inputs.spec as {
      loadBalancerAttributes: { key: string; value: string }[];
    };
    attributes = Object.fromEntries(loadBalancerAttributes.map(({ key, value }) => [key, value]));
  });

  it('refuses TLS below 1.2 by the name of its policy', () => {
    expect(annotations['alb.ingress.kubernetes.io/ssl-policy']).toMatch(/^ELBSecurityPolicy-TLS13-1-[23]-/);
  });

  it('has the web ACL of its stack, or is told to have none', () => {
    const [arn = 'none'] = graph.all('wafv2/webAcl:WebAcl').map(({ name }) => expect.stringMatching(`:${name}$`));
    expect(annotations['alb.ingress.kubernetes.io/wafv2-acl-arn']).toEqual(arn);
  });

  it('refuses deletion exactly in a protected stack', async () => {
    expect(attributes['deletion_protection.enabled']).toBe(String((await readStackFile(stack)).protected));
  });

  it('closes unused connections when pods expect it, and passes on no malformed header', () => {
    expect(attributes).toMatchObject({
      'idle_timeout.timeout_seconds': String(albTimes.idle),
      'routing.http.drop_invalid_header_fields.enabled': 'true',
    });
  });

  it('writes access logs to a bucket of its region that it may write to before it is told to', () => {
    const bucket = graph.one('aws:s3/bucket:Bucket', 'access-logs');
    expect(attributes).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': bucket.inputs.bucket,
    });
    const params = graph.one(':IngressClassParams', 'ingress-class-params');
    const policy = graph.one(':BucketPolicy', 'access-logs');
    expect(graph.dependsOn(params, policy)).toBe(true);
  });
});

describe.each(stackNames.filter((name) => name !== 'local'))('the access logs of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('are added by load balancers of this account alone, over TLS', async () => {
    const { account } = settingsOf(await readStackFile(stack)) as { account: { id: string } };
    const { Statement } = JSON.parse(String(graph.one(':BucketPolicy', 'access-logs').inputs.policy));
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: expect.stringMatching(new RegExp(`/AWSLogs/${account.id}/\\*$`)),
      },
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]);
    expect(graph.one(':BucketPublicAccessBlock', 'access-logs').inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it('are encrypted with keys of S3, the only ones that a load balancer can use', () => {
    const { rules } = graph.one(':BucketServerSideEncryptionConfiguration', 'access-logs').inputs;
    expect(rules).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }]);
  });

  it('are deleted after the days of the configuration', async () => {
    const { ingress } = settingsOf(await readStackFile(stack)) as { ingress: { accessLogDays: number } };
    expect(graph.one(':BucketLifecycleConfiguration', 'access-logs').inputs.rules).toEqual([
      expect.objectContaining({ status: 'Enabled', expiration: { days: ingress.accessLogDays } }),
    ]);
  });

  it('keep the bucket of a protected stack from being deleted with them', async () => {
    const { protected: isProtected } = await readStackFile(stack);
    expect(graph.one('aws:s3/bucket:Bucket', 'access-logs').inputs.forceDestroy).toBe(!isProtected);
  });
});
