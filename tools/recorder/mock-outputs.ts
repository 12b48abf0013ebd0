import { generateKeyPairSync } from 'node:crypto';
import type * as pulumi from '@pulumi/pulumi';

type Outputs = Record<string, unknown>;

/** Outputs that a provider would compute, by resource type. Only those that the program reads are listed. */
const outputsByType: Record<string, (name: string, inputs: Outputs) => Outputs> = {
  'random:index/randomPassword:RandomPassword': (name) => ({ result: `mock-${name}` }),
  'tls:index/privateKey:PrivateKey': (_, inputs) => ({ privateKeyPem: privateKey(String(inputs.algorithm)) }),
  'tls:index/selfSignedCert:SelfSignedCert': () => ({ certPem: certificate }),
  'tls:index/certRequest:CertRequest': () => ({ certRequestPem: '-----BEGIN CERTIFICATE REQUEST-----\n' }),
  'tls:index/locallySignedCert:LocallySignedCert': () => ({
    certPem: certificate,
    validityEndTime: '2028-11-21T12:00:00Z',
  }),
  'kubernetes:networking.k8s.io/v1:Ingress': (name) => ({
    status: { loadBalancer: { ingress: [{ hostname: `${name}.elb.example` }] } },
  }),
  'aws:ecr/repository:Repository': (_, { name }) => ({
    repositoryUrl: `111111111111.dkr.ecr.eu-central-1.amazonaws.com/${name}`,
  }),
  'aws:ec2/instance:Instance': (name) => ({ primaryNetworkInterfaceId: `eni-of-${name}` }),
  'aws:ec2/eip:Eip': () => ({ publicIp: '198.51.100.1' }),
  'aws:iam/role:Role': (role, { path = '/', name = role }) => ({ arn: `arn:aws:iam::111111111111:role${path}${name}` }),
  'eks:index:Cluster': () => ({
    kubeconfigJson: '{}',
    clusterSecurityGroupId: 'sg-cluster',
    core: { endpoint: 'https://cluster.eks.example' },
  }),
  'aws:rds/instance:Instance': (name) => ({
    address: `${name}.rds.example`,
    masterUserSecrets: [{ secretArn: arn('rds') }],
  }),
  'aws:rds/cluster:Cluster': (name) => ({
    endpoint: `${name}.rds.example`,
    masterUserSecrets: [{ secretArn: arn('rds') }],
  }),
  'aws:acm/certificate:Certificate': (_, { domainName }) => ({
    domainValidationOptions: [
      {
        domainName,
        resourceRecordName: `_v.${domainName}`,
        resourceRecordType: 'CNAME',
        resourceRecordValue: '_v.acm.example',
      },
    ],
  }),
};

const certificate = '-----BEGIN CERTIFICATE-----\nbW9jaw==\n-----END CERTIFICATE-----\n';

const privateKey = privateKeyGenerator();

/**
 * Returns one private key per algorithm as PEM: real ones, because the program parses them, and each generated only once,
 * because generating an RSA key is slow. `undefined` for another algorithm.
 */
export function privateKeyGenerator(): (algorithm: string) => string | undefined {
  const keys: Record<string, () => string> = {
    RSA: once(() =>
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs1', format: 'pem' })
        .toString(),
    ),
    ECDSA: once(() =>
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    ),
  };
  return (algorithm) => keys[algorithm]?.();
}

/** The mock of a resource registration: the resource's inputs, completed by mock outputs. */
export function mockOutputs({
  type,
  name,
  inputs,
}: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
  const outputs = outputsByType[type]?.(name, inputs) ?? {};
  return { id: `${name}-id`, state: { name, arn: arn(name), ...inputs, ...outputs } };
}

/**
 * The mock of a provider function. The program may call only `aws.lb.getHostedZoneId`, which the real provider also
 * answers from a table without asking AWS, and `aws.getCallerIdentity`, whose answer it only checks.
 *
 * @param callerArn returns the ARN of whoever runs the program
 * @throws for any other function
 */
export function mockCall({ token }: pulumi.runtime.MockCallArgs, callerArn: () => string): Outputs {
  if (token === 'aws:lb/getHostedZoneId:getHostedZoneId') return { id: 'Z0LOADBALANCERS000' };
  if (token === 'aws:index/getCallerIdentity:getCallerIdentity') return { arn: callerArn() };
  throw new Error(`the program calls ${token}, but a plan must not depend on answers from a cloud`);
}

function arn(name: string): string {
  return `arn:aws:mock:eu-central-1:111111111111:${name}`;
}

function once<T>(create: () => T): () => T {
  let created: T | undefined;
  return () => {
    created ??= create();
    return created;
  };
}
