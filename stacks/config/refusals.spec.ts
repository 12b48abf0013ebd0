import { describe, expect, it } from 'vitest';
import { parseSettings } from '../config.ts';
import { type ConfigValues, readStackFile, recordStack, type StackName } from '../plan/recorder.ts';

type Change = (values: Record<string, Record<string, unknown>>) => unknown;

/** The values of a stack with something spoilt. */
async function spoilt(stack: StackName, change: Change): Promise<ConfigValues> {
  const values = structuredClone(await readStackFile(stack)) as Record<string, Record<string, unknown>>;
  change(values);
  return values;
}

const app = {
  name: 'reports',
  image: 'reports:1',
  port: 8080,
  replicas: { min: 1, max: 1 },
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '64Mi',
};
const health = { startup: '/', ready: '/', live: '/' };

const bad: [what: string, stack: StackName, change: Change, key: string, allowed: RegExp][] = [
  [
    'a range the cluster uses itself',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { cidr: '172.20.0.0/16' }),
    'network.cidr',
    /must not overlap 172\.20\.0\.0\/16/,
  ],
  [
    'a range in use elsewhere',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { reserved: ['10.10.128.0/17'] }),
    'network.cidr',
    /must not overlap 10\.10\.128\.0\/17/,
  ],
  [
    'a range too small for its subnets',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { cidr: '10.10.0.0/24' }),
    'network.cidr',
    /between \/16 .* and \/22/,
  ],
  [
    'a range with host bits',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { cidr: '10.10.0.1/16' }),
    'network.cidr',
    /CIDR notation/,
  ],
  [
    'one zone',
    'prod',
    ({ network }) => Object.assign(network ?? {}, { zones: ['eu-central-1a'] }),
    'network.zones',
    /2 to 4 availability zones/,
  ],
  [
    'a zone of another region',
    'prod',
    ({ network }) => Object.assign(network ?? {}, { zones: ['eu-central-1a', 'eu-west-1a'] }),
    'network.zones.1',
    /must lie in eu-central-1/,
  ],
  [
    'nodes without any way to AWS',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { nat: 'none' }),
    'network.nat',
    /only when interfaceEndpoints holds/,
  ],
  [
    'a way out that does not exist',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { nat: 'some' }),
    'network.nat',
    /"one"\|"perZone"\|"instance"\|"none"/,
  ],
  [
    'an API server open to the internet',
    'prod',
    ({ cluster }) => Object.assign(cluster ?? {}, { publicAccessFrom: ['0.0.0.0/0'] }),
    'cluster.publicAccessFrom.0',
    /must not be the whole internet/,
  ],
  [
    'an unknown key',
    'dev',
    (values) => Object.assign(values, { extra: 1 }),
    'extra',
    /not a known key; allowed: platform, account, network/,
  ],
  [
    'an unknown key further down',
    'dev',
    ({ network }) => Object.assign(network ?? {}, { size: 3 }),
    'network.size',
    /not a known key; allowed: cidr, zones, nat/,
  ],
  [
    'a section of the other platform',
    'local',
    (values) => Object.assign(values, { network: { cidr: '10.0.0.0/16' } }),
    'network',
    /not a known key/,
  ],
  [
    'the tag latest',
    'dev',
    ({ images }) => Object.assign(images ?? {}, { backend: 'taskyard/backend:latest' }),
    'images.backend',
    /must not move/,
  ],
  [
    'an image without a tag',
    'dev',
    ({ images }) => Object.assign(images ?? {}, { web: 'taskyard/web' }),
    'images.web',
    /name:tag or name@sha256/,
  ],
  ['a missing domain', 'staging', ({ edge }) => delete edge?.domain, 'edge.domain', /is missing/],
  [
    'passwords in clear',
    'local',
    ({ edge }) => Object.assign(edge ?? {}, { domain: 'tasks.example.com' }),
    'edge.tls.mode',
    /only for the domain localhost/,
  ],
  [
    'replicas 0',
    'dev',
    ({ workloads }) =>
      Object.assign(workloads ?? {}, { web: { ...(workloads?.web as object), replicas: { min: 0, max: 2 } } }),
    'workloads.web.replicas.min',
    />=1/,
  ],
  [
    'more replicas at least than at most',
    'dev',
    ({ workloads }) =>
      Object.assign(workloads ?? {}, { web: { ...(workloads?.web as object), replicas: { min: 3, max: 2 } } }),
    'workloads.web.replicas.min',
    /must not be above max/,
  ],
  [
    'a cron schedule with four fields',
    'local',
    ({ database }) => Object.assign(database ?? {}, { dumpSchedule: '15 2 * *' }),
    'database.dumpSchedule',
    /five fields/,
  ],
  [
    'a cron schedule at hour 25',
    'local',
    ({ database }) => Object.assign(database ?? {}, { dumpSchedule: '0 25 * * *' }),
    'database.dumpSchedule',
    /hour must be .* between 0 and 23/,
  ],
  [
    'an instance too small to be watched',
    'staging',
    ({ database }) => Object.assign(database ?? {}, { class: 'db.t4g.micro' }),
    'database.class',
    /medium or larger/,
  ],
  [
    'a database AWS does not run',
    'dev',
    (values) => Object.assign(values, { database: { engine: 'postgres' } }),
    'database.engine',
    /rds or aurora/,
  ],
  [
    'no key to sign with',
    'prod',
    ({ secrets }) => Object.assign(secrets ?? {}, { signingKeys: [] }),
    'secrets.signingKeys',
    /at least one key/,
  ],
  [
    'a platform nobody knows',
    'dev',
    (values) => Object.assign(values, { platform: 'azure' }),
    'platform',
    /must be aws or kubernetes/,
  ],
  [
    'an app named like a part of the platform',
    'dev',
    (values) => Object.assign(values, { apps: [{ ...app, health, name: 'auth' }] }),
    'apps.0.name',
    /must not be one of auth/,
  ],
  [
    'an app that calls nobody',
    'dev',
    (values) => Object.assign(values, { apps: [{ ...app, health, calls: ['mail'] }] }),
    'apps.0.calls.0',
    /must be one of auth, tasks, web, reports/,
  ],
  [
    'an app that takes the tasks path',
    'dev',
    (values) => Object.assign(values, { apps: [{ ...app, health, path: '/api/tasks' }] }),
    'apps.0.path',
    /must not be/,
  ],
  [
    'AWS permissions without AWS',
    'local',
    (values) => Object.assign(values, { apps: [{ ...app, health, permissions: { s3: 'bucket/prefix' } }] }),
    'apps.0.permissions',
    /on aws only/,
  ],
];

describe('configuration', () => {
  it.each(bad)('with %s (%s) stops before anything is declared', async (_, stack, change, key, allowed) => {
    const values = await spoilt(stack, change);
    const declared: string[] = [];
    const refused = recordStack(stack, values, ({ name }) => declared.push(name));
    await expect(refused).rejects.toThrow(`taskyard:${key} `);
    await expect(refused).rejects.toThrow(allowed);
    expect(declared).toEqual([]);
  });

  it('names every problem at once, with the value that is wrong', async () => {
    const values = await spoilt('dev', ({ images, network }) => {
      Object.assign(images ?? {}, { web: 'web:latest' });
      Object.assign(network ?? {}, { flowLogDays: 0 });
    });
    const refused = () => parseSettings(values, 'taskyard');
    expect(refused).toThrow(/2 problem\(s\)/);
    expect(refused).toThrow('taskyard:images.web ("web:latest")');
    expect(refused).toThrow('taskyard:network.flowLogDays (0)');
  });
});
