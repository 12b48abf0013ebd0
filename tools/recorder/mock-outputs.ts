import { generateKeyPairSync } from 'node:crypto';
import type * as pulumi from '@pulumi/pulumi';

type Outputs = Record<string, unknown>;

/** What a provider would add to the inputs, by type: only what the program goes on to use. */
const outputsByType: Record<string, (name: string, inputs: Outputs) => Outputs> = {
  'random:index/randomPassword:RandomPassword': (name) => ({ result: `made-up-${name}` }),
  'tls:index/privateKey:PrivateKey': (_, inputs) => ({ privateKeyPem: privateKeys[String(inputs.algorithm)]?.() }),
  'tls:index/selfSignedCert:SelfSignedCert': () => ({ certPem: certificate }),
  'tls:index/certRequest:CertRequest': () => ({ certRequestPem: '-----BEGIN CERTIFICATE REQUEST-----\n' }),
  'tls:index/locallySignedCert:LocallySignedCert': () => ({ certPem: certificate }),
  'kubernetes:networking.k8s.io/v1:Ingress': (name) => ({
    status: { loadBalancer: { ingress: [{ hostname: `${name}.elb.example` }] } },
  }),
  'aws:ecr/repository:Repository': (_, { name }) => ({
    repositoryUrl: `111111111111.dkr.ecr.eu-central-1.amazonaws.com/${name}`,
  }),
  'eks:index:Cluster': () => ({ kubeconfigJson: '{}', clusterSecurityGroupId: 'sg-cluster' }),
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

const certificate = '-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n';

/** Real keys, because the program computes with them; one per run, because making one costs tens of milliseconds. */
const privateKeys: Record<string, () => string> = {
  RSA: once(() =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  ),
  ECDSA: once(() =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  ),
};

/** The answer to a resource's registration: its inputs, and outputs no later step can tell from a provider's. */
export function mockOutputs({
  type,
  name,
  inputs,
}: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
  const made = outputsByType[type]?.(name, inputs) ?? {};
  return { id: `${name}-id`, state: { name, arn: arn(name), ...inputs, ...made } };
}

/** The only look-up of the program needs no cloud either: the provider answers it from a table. Any other is refused. */
export function answerCall({ token }: pulumi.runtime.MockCallArgs): Outputs {
  if (token === 'aws:lb/getHostedZoneId:getHostedZoneId') return { id: 'Z0LOADBALANCERS000' };
  throw new Error(`the program calls ${token}, but a plan must not depend on what a cloud answers`);
}

function arn(name: string): string {
  return `arn:aws:made-up:eu-central-1:111111111111:${name}`;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
