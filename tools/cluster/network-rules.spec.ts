import { describe, expect, it } from 'vitest';
import { type ConfigValues, recordStack, type StackName, stackNames } from '../recorder/recorder.ts';
import { type NetworkPeer, networkRules, otherPod } from './network-rules.ts';
import { stackObjects } from './stack-objects.ts';

const http = { number: 80, protocol: 'TCP' } as const;
const https = { number: 443, protocol: 'TCP' } as const;
const mysql = { number: 3306, protocol: 'TCP' } as const;
const dns = { number: 53, protocol: 'UDP' } as const;

const address = (name: string, ip: string, ...listens: NetworkPeer['listens']): NetworkPeer => ({
  name,
  endpoint: { address: ip },
  listens,
});

/** Peers that are not part of the app, in the cluster and outside. */
const otherPeers = [
  otherPod('default', { app: 'other' }),
  otherPod('monitoring', { app: 'prometheus' }),
  address('internet', '203.0.113.10', https, mysql),
  address('instance metadata', '169.254.169.254', http),
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
      otherPod('traefik', { app: 'traefik' }),
      { ...otherPod('kube-system', { 'k8s-app': 'kube-dns' }, [dns]), name: 'resolver' },
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
        address('resolver', '172.20.0.10', dns),
        address('load balancer', await subnetAddress(stack, 'public')),
        address('database', await subnetAddress(stack, 'database'), mysql),
        address('pod identity', '169.254.170.23', http),
        address('control plane', await subnetAddress(stack, 'private')),
        address('API server', '172.20.0.1', https),
      ];
      const webhook = { number: 10250, protocol: 'TCP' } as const;
      const operator = otherPod('external-secrets', { 'app.kubernetes.io/instance': 'external-secrets' }, [webhook]);
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
          'taskyard/rotate-keys → internet:443',
          'taskyard/rotate-keys → pod identity:80',
          // The rule for AWS on the same port also allows this. The pod has no token for the API server.
          'taskyard/rotate-keys → API server:443',
          'control plane → external-secrets pods:10250',
          'external-secrets pods → resolver:53/udp',
          'external-secrets pods → internet:443',
          'external-secrets pods → pod identity:80',
          'external-secrets pods → API server:443',
          ...(stack === 'dev'
            ? ['office-hours/office-hours → resolver:53/udp', 'office-hours/office-hours → API server:443']
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
    const submission = { number: 587, protocol: 'TCP' } as const;
    const outside = [address('internet', '203.0.113.10', https, submission, { number: 25, protocol: 'TCP' })];
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
