import { describe, expect, it } from 'vitest';
import { type ConfigValues, recordStack, type StackName, stackNames } from '../recorder/recorder.ts';
import { type NetworkPeer, networkRules, otherPod } from './network-rules.ts';
import { stackObjects } from './stack-objects.ts';

const tcp = (number: number) => ({ number, protocol: 'TCP' }) as const;
const dns = { number: 53, protocol: 'UDP' } as const;

/** Every port of the app, and usual ones of others. Outsiders listen on all, so a rule that names no peer shows as a connection. */
const everyPort = [22, 25, 80, 443, 587, 3000, 3306, 4000, 6443, 9464, 10250].map(tcp);

const address = (name: string, ip: string): NetworkPeer => ({
  name,
  endpoint: { address: ip },
  listens: [...everyPort, dns],
});

const otherPods = (namespace: string, labels: Record<string, string>) => otherPod(namespace, labels, everyPort);

/** Peers that are not part of the app, in the cluster and outside. */
const otherPeers = [
  otherPods('default', { app: 'other' }),
  otherPods('monitoring', { app: 'prometheus' }),
  address('internet', '203.0.113.10'),
  address('instance metadata', '169.254.169.254'),
];

async function objectsOf(stack: StackName) {
  return (await stackObjects(stack)).map(({ object }) => object);
}

/** An address in the first subnet whose name starts with `kind`. */
async function subnetAddress(stack: StackName, kind: string): Promise<string> {
  const resources = await recordStack(stack);
  const subnet = resources.find(({ type, name }) => type === 'aws:ec2/subnet:Subnet' && name.startsWith(kind));
  return String(subnet?.inputs.cidrBlock).replace(/\d+\/\d+$/, '10');
}

describe('the network rules', () => {
  it('allow in local: the ingress controller to the services, web to both APIs, and clients of the database', async () => {
    const outside = [
      otherPods('traefik', { app: 'traefik' }),
      { ...otherPod('kube-system', { 'k8s-app': 'kube-dns' }, [...everyPort, dns]), name: 'resolver' },
    ];
    expect(networkRules(await objectsOf('local'), [...otherPeers, ...outside])).toEqual(
      [
        'traefik pods → taskyard/auth:4000',
        'traefik pods → taskyard/tasks:4000',
        'traefik pods → taskyard/web:3000',
        'taskyard/web → taskyard/auth:4000',
        'taskyard/web → taskyard/tasks:4000',
        'monitoring pods → taskyard/auth:9464',
        'monitoring pods → taskyard/tasks:9464',
        'taskyard/auth → taskyard-data/database:3306',
        'taskyard/tasks → taskyard-data/database:3306',
        'taskyard/migrate → taskyard-data/database:3306',
        'taskyard-data/backup → taskyard-data/database:3306',
        'taskyard-data/database-users → taskyard-data/database:3306',
        'taskyard-data/database-grants → taskyard-data/database:3306',
        'taskyard/auth → resolver:53/udp',
        'taskyard/tasks → resolver:53/udp',
        'taskyard/web → resolver:53/udp',
        'taskyard/migrate → resolver:53/udp',
        'taskyard-data/backup → resolver:53/udp',
        'taskyard-data/database → resolver:53/udp',
        'taskyard-data/database-users → resolver:53/udp',
        'taskyard-data/database-grants → resolver:53/udp',
      ].sort(),
    );
  });

  it.each(['dev', 'staging', 'prod'] as const)(
    'allow in %s: the same, with the load balancer and the database outside the cluster',
    async (stack) => {
      const outside = [
        address('resolver', '172.20.0.10'),
        address('load balancer', await subnetAddress(stack, 'public')),
        address('database', await subnetAddress(stack, 'database')),
        address('pod identity', '169.254.170.23'),
        address('control plane', await subnetAddress(stack, 'private')),
        address('API server', '172.20.0.1'),
      ];
      // The rule for AWS on port 443 names no address but the metadata service's. These pods have no token for the API server.
      const addressesOn443 = (pod: string) =>
        ['internet', ...outside.map(({ name }) => name)].map((name) => `${pod} → ${name}:443`);
      const operator = otherPod('external-secrets', { 'app.kubernetes.io/instance': 'external-secrets' }, [tcp(10250)]);
      expect(networkRules(await objectsOf(stack), [...otherPeers, ...outside], [operator])).toEqual(
        [
          'load balancer → taskyard/auth:4000',
          'load balancer → taskyard/tasks:4000',
          'load balancer → taskyard/web:3000',
          'taskyard/web → taskyard/auth:4000',
          'taskyard/web → taskyard/tasks:4000',
          'monitoring pods → taskyard/auth:9464',
          'monitoring pods → taskyard/tasks:9464',
          'taskyard/auth → database:3306',
          'taskyard/tasks → database:3306',
          'taskyard/migrate → database:3306',
          'taskyard-data/database-users → database:3306',
          'taskyard-data/database-grants → database:3306',
          'taskyard/auth → resolver:53/udp',
          'taskyard/tasks → resolver:53/udp',
          'taskyard/web → resolver:53/udp',
          'taskyard/migrate → resolver:53/udp',
          'taskyard-data/database-users → resolver:53/udp',
          'taskyard-data/database-grants → resolver:53/udp',
          'taskyard/rotate-keys → resolver:53/udp',
          'taskyard/rotate-keys → pod identity:80',
          ...addressesOn443('taskyard/rotate-keys'),
          'control plane → external-secrets pods:10250',
          'external-secrets pods → resolver:53/udp',
          'external-secrets pods → pod identity:80',
          ...addressesOn443('external-secrets pods'),
          ...(stack === 'dev'
            ? [
                'office-hours/office-hours → resolver:53/udp',
                'office-hours/office-hours → API server:443',
                'office-hours/office-hours → control plane:443',
              ]
            : []),
        ].sort(),
      );
    },
  );

  it.each(stackNames)('allow in %s no connection between auth and tasks, on any port', async (stack) => {
    const rules = networkRules(await objectsOf(stack), []);
    expect(rules).toContain('taskyard/web → taskyard/auth:4000');
    expect(rules.filter((rule) => /^taskyard\/(auth → taskyard\/tasks|tasks → taskyard\/auth):/.test(rule))).toEqual(
      [],
    );
  });

  it.each(stackNames)('allow in %s the configured mail port to the outside, and only for auth', async (stack) => {
    const outside = [address('internet', '203.0.113.10')];
    const allowed = async (values: ConfigValues) => {
      const objects = (await stackObjects(stack, values)).map(({ object }) => object);
      return networkRules(objects, outside);
    };
    const without = await allowed({});
    const opened = (await allowed({ mail: { from: 'a@taskyard.example', port: 587 } })).filter(
      (rule) => !without.includes(rule),
    );
    expect(opened).toEqual(['taskyard/auth → internet:587']);
  });
});
