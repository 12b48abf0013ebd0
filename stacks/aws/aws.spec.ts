import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { type RecordingOptions, readStackFile, recordStack, stackNames } from '../../tools/recorder/recorder.ts';
import { imageLifecycle } from './image-lifecycle.ts';

/** The generated passwords, so that a test can search for them. */
const passwordOf = (name: string) => `password-of-${name}`;
const knownPasswords: RecordingOptions['outputs'] = ({ type, name }) =>
  type.endsWith(':RandomPassword') ? { result: passwordOf(name) } : {};

const cloudStacks = stackNames.filter((name) => name !== 'local');

describe.each(cloudStacks)('the AWS resources of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack, {}, { outputs: knownPasswords }));
  });

  it('are created in the account and the region of the stack only', async () => {
    const { account } = (await readStackFile(stack)) as { account: { id: string; region: string } };
    const providers = graph.all('pulumi:providers:aws').map(({ inputs }) => inputs);
    expect(providers).toEqual([expect.objectContaining({ region: account.region })]);
    // The provider passes a list as JSON to the engine.
    expect(JSON.stringify(providers[0]?.allowedAccountIds ?? '')).toContain(account.id);
    const own = graph.resources.filter(({ type, custom }) => custom && /^(aws|eks):/.test(type));
    expect(own.length).toBeGreaterThan(50);
  });

  it('opens no security group to the internet', () => {
    const rules = graph.all('SecurityGroupIngressRule').map(({ inputs }) => inputs);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ cidrIpv4, cidrIpv6 }) => cidrIpv4 === '0.0.0.0/0' || cidrIpv6 !== undefined)).toEqual([]);
    // The check above does not see rules inside a group.
    expect(graph.all(':SecurityGroup').filter(({ inputs }) => inputs.ingress !== undefined)).toEqual([]);
  });

  it('lets only the cluster reach the database, by its security group', () => {
    const rule = graph.one(':SecurityGroupIngressRule', 'database').inputs;
    expect(rule).toMatchObject({ referencedSecurityGroupId: 'sg-cluster', fromPort: 3306, toPort: 3306 });
    expect(rule).not.toHaveProperty('cidrIpv4');
  });

  it('gives database subnets no route out of the VPC', () => {
    const table = graph.one(':RouteTable', 'database');
    expect(graph.all(':Route').filter(({ references }) => references.includes(table.urn))).toEqual([]);
  });

  it('encrypts the database with its own key, and accepts connections over TLS only', () => {
    const [database] = [...graph.all('rds/instance:Instance'), ...graph.all('rds/cluster:Cluster')];
    expect(database?.inputs).toMatchObject({
      storageEncrypted: true,
      kmsKeyId: expect.stringContaining('database-key'),
    });
    const [group] = [
      ...graph.all('rds/parameterGroup:ParameterGroup'),
      ...graph.all('rds/clusterParameterGroup:ClusterParameterGroup'),
    ];
    expect(group?.inputs.parameters).toContainEqual({
      name: 'require_secure_transport',
      value: expect.stringMatching(/^(1|ON)$/),
    });
  });

  it('never has the password of the database master', () => {
    const databases = [...graph.all('rds/instance:Instance'), ...graph.all('rds/cluster:Cluster')].map(
      ({ inputs }) => inputs,
    );
    for (const inputs of databases) {
      expect(inputs.manageMasterUserPassword).toBe(true);
      expect(Object.keys(inputs).filter((key) => /password/i.test(key))).toEqual(['manageMasterUserPassword']);
    }
  });

  it('stores the four secrets in Secrets Manager, write-only and encrypted with their own key', () => {
    expect(graph.all('secretsmanager/secret:Secret').map(({ inputs }) => inputs.name)).toEqual(
      ['database', 'app', 'admin', 'jwt-keys'].map((name) => `taskyard-${stack}/${name}`),
    );
    for (const { inputs } of graph.all('secretsmanager/secret:Secret'))
      expect(inputs.kmsKeyId).toContain('secrets-key');
    for (const { inputs } of graph.all('SecretVersion')) expect(Object.keys(inputs)).not.toContain('secretString');
  });

  it('trusts X-Forwarded-For from the load balancer and its own pods only', () => {
    const ranges = graph
      .all('ec2/subnet:Subnet')
      .filter(({ name }) => !name.startsWith('database'))
      .map(({ inputs }) => inputs.cidrBlock);
    const trusted = podOf(graph, 'auth').spec.containers[0]?.env?.find(({ name }) => name === 'TRUST_PROXY')?.value;
    expect(trusted?.split(',').sort()).toEqual(ranges.sort());
  });

  it('marks every value of a secret for encryption in the state', () => {
    const versions = graph.all('SecretVersion');
    expect(versions.map(({ secretInputs }) => secretInputs)).toEqual(versions.map(() => ['secretStringWo']));
    const values = graph.all('RandomPassword').map(({ name }) => passwordOf(name));
    const holders = (areSecret: boolean) =>
      graph.resources.filter(({ inputs, secretInputs }) => {
        const searched = Object.entries(inputs).filter(([key]) => secretInputs.includes(key) === areSecret);
        return values.some((value) => JSON.stringify(searched).includes(value));
      });
    expect(holders(true).map(({ name }) => name)).toEqual(['database', 'app', 'admin']);
    expect(holders(false)).toEqual([]);
  });

  it('has no Kubernetes Secret: values come from the store', () => {
    expect(graph.resources.filter(({ type }) => type === 'kubernetes:core/v1:Secret')).toEqual([]);
    expect(graph.ofKind('ExternalSecret').length).toBeGreaterThan(0);
  });

  it('runs the cluster in Auto Mode with access entries, every log, encrypted secrets and a private endpoint', () => {
    expect(graph.one('eks:index:Cluster', 'cluster').inputs).toMatchObject({
      autoMode: { enabled: true },
      authenticationMode: 'API',
      upgradePolicy: { supportType: 'STANDARD' },
      endpointPrivateAccess: true,
      enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      encryptionConfigKeyArn: expect.stringContaining('cluster-key'),
      createOidcProvider: false,
    });
  });

  it('makes Auto Mode enforce network policies', () => {
    expect(graph.one(':ConfigMap', 'network-policy-controller').inputs).toMatchObject({
      metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
      data: { 'enable-network-policy-controller': 'true' },
    });
  });

  it('scans images, never lets a tag move, and keeps the last ten releases', () => {
    for (const { inputs } of graph.all('ecr/repository:Repository')) {
      expect(inputs).toMatchObject({
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
      });
    }
    for (const { inputs } of graph.all('ecr/lifecyclePolicy:LifecyclePolicy')) {
      expect(JSON.parse(inputs.policy as string)).toEqual(imageLifecycle);
    }
  });

  it('gives each CI role to one repository and one environment', () => {
    const subjects = ['preview', 'drift', 'deploy'].map((name) => {
      const { Statement } = JSON.parse(graph.one('iam/role:Role', name).inputs.assumeRolePolicy as string);
      return Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'];
    });
    expect(subjects).toEqual([
      `repo:taskyard/taskyard:environment:${stack}-preview`,
      `repo:taskyard/taskyard:environment:${stack}-drift`,
      `repo:taskyard/taskyard:environment:${stack}`,
    ]);
  });

  it('lets the preview and drift roles read the cluster without Secrets, and the deploy role administer it', () => {
    const { accessEntries } = graph.one('eks:index:Cluster', 'cluster').inputs as {
      accessEntries: Record<string, object>;
    };
    const policyOf = (name: string) => JSON.stringify(accessEntries[name]);
    for (const name of ['preview', 'drift']) {
      expect(policyOf(name)).toContain('cluster-access-policy/AmazonEKSViewPolicy');
    }
    expect(policyOf('deploy')).toContain('cluster-access-policy/AmazonEKSClusterAdminPolicy');
  });

  it('lets no role of CI read a secret', () => {
    for (const name of ['preview', 'drift', 'deploy']) {
      const { Statement } = JSON.parse(graph.one('iam/rolePolicy:RolePolicy', name).inputs.policy as string) as {
        Statement: { Effect: string; Action: string | string[] }[];
      };
      expect(Statement.filter(({ Effect }) => Effect === 'Deny').flatMap(({ Action }) => Action)).toContain(
        'secretsmanager:GetSecretValue',
      );
    }
  });

  it('has a certificate validated by DNS, a redirect to HTTPS, and a DNS alias', () => {
    expect((graph.one(':Ingress', 'app-ingress').inputs.metadata as { annotations: object }).annotations).toMatchObject(
      {
        'alb.ingress.kubernetes.io/ssl-redirect': '443',
      },
    );
    expect(graph.all('acm/certificateValidation:CertificateValidation')).toHaveLength(1);
    expect(graph.one('route53/record:Record', 'dns-record').inputs).toMatchObject({
      type: 'A',
      aliases: [{ evaluateTargetHealth: true }],
    });
  });
});
