import { describe, expect, it } from 'vitest';
import { type ConfigValues, readStackFile, recordStack, type StackName } from '../../tools/recorder/recorder.ts';
import { parseSettings } from '../config.ts';

/** The values of a stack with one value replaced. */
async function withWrongValue(stack: StackName, key: string, value: unknown): Promise<ConfigValues> {
  const values = structuredClone(await readStackFile(stack));
  const path = key.split('.');
  const last = path.pop() ?? key;
  const parent = path.reduce<object>((inner, step) => Reflect.get(inner, step), values);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
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
  probes: { startup: '/', readiness: '/', liveness: '/' },
};

const hours = { days: 'MON-FRI', from: '07:00', to: '19:00', timezone: 'Europe/Berlin' };

/** CloudWatch Logs keeps a log group for these days only. */
const periods = /must be one of 1, 3, 5, 7, 14, 30, .* 3653 days/;

/** What is wrong, the stack, the key, the value (undefined: removed), the message, and the key in the message if it is another. */
const bad: [what: string, StackName, key: string, value: unknown, says: RegExp, at?: string][] = [
  ['the range of the cluster’s Services', 'dev', 'network.cidr', '172.20.0.0/16', /must not overlap 172\.20\.0\.0\/16/],
  ['a reserved range', 'dev', 'network.reserved', ['10.10.128.0/17'], /overlap 10\.10\.128\.0\/17/, 'network.cidr'],
  ['a range too small for its subnets', 'dev', 'network.cidr', '10.10.0.0/24', /between \/16 .* and \/22/],
  ['a range with host bits', 'dev', 'network.cidr', '10.10.0.1/16', /CIDR notation/],
  ['one zone', 'prod', 'network.zones', ['eu-central-1a'], /2 to 4 availability zones/],
  ['a zone of another region', 'prod', 'network.zones.1', 'eu-west-1a', /must lie in eu-central-1/],
  [
    'two zones with one place in the range',
    'dev',
    'network.zones',
    ['us-east-1a', 'us-east-1e'],
    /not have both us-east-1a and us-east-1e/,
  ],
  ['a stack without NAT', 'dev', 'network.nat', 'none', /one \| perZone \| instance: without NAT, .* ghcr\.io/],
  ['an unknown kind of NAT', 'dev', 'network.nat', 'some', /must be one \| perZone \| instance$/m],
  [
    'an API server open to the internet',
    'prod',
    'cluster.publicAccessFrom.0',
    '0.0.0.0/0',
    /must not be the whole internet/,
  ],
  [
    'an API server that nobody can reach',
    'dev',
    'cluster.publicAccessFrom',
    [],
    /only with privateAccessFrom or accessHost: nobody could reach the API server/,
  ],
  [
    'an API server that the runner of CI cannot reach',
    'prod',
    'cluster.privateAccessFrom',
    { cidrs: [] },
    /must admit the network or a security group of the runner taskyard-prod/,
  ],
  [
    'private access from the whole internet',
    'prod',
    'cluster.privateAccessFrom.cidrs.0',
    '0.0.0.0/0',
    /must not be the whole internet/,
  ],
  [
    'private access from the name of a security group',
    'prod',
    'cluster.privateAccessFrom.securityGroups',
    ['runners'],
    /id of a security group/,
    'cluster.privateAccessFrom.securityGroups.0',
  ],
  ['an access host perhaps', 'prod', 'cluster.accessHost', 'perhaps', /expected boolean/],
  ['no administrator of the cluster', 'dev', 'ci', {}, /at least one role without ci/, 'cluster.admins'],
  [
    'an administrator that is no role',
    'dev',
    'cluster.admins',
    ['arn:aws:sts::111111111111:assumed-role/Admin/jane'],
    /ARN of an IAM role/,
    'cluster.admins.0',
  ],
  [
    'one role with two paths',
    'dev',
    'cluster.admins',
    ['arn:aws:iam::111111111111:role/Admin', 'arn:aws:iam::111111111111:role/team/Admin'],
    /names of roles are unique in an account/,
    'cluster.admins.1',
  ],
  ['CI without a runner', 'dev', 'ci.runner', undefined, /is missing/],
  ['CI on a hosted runner', 'dev', 'ci.runner', 'ubuntu-24.04', /has no fixed address/],
  ['a runner’s label with a space', 'dev', 'ci.runner', 'my runner', /letters, digits, dashes/],
  ['an unknown key', 'dev', 'netwrok', 1, /not a known key; allowed: platform, account, network/],
  ['an unknown key inside a section', 'dev', 'network.size', 3, /not a known key; allowed: cidr, zones, nat/],
  ['a section of the other platform', 'local', 'network', { cidr: '10.0.0.0/16' }, /not a known key/],
  ['the tag latest', 'dev', 'images.backend', 'taskyard/backend:latest', /must not move/],
  ['an image without a tag', 'dev', 'images.web', 'taskyard/web', /name:tag or name@sha256/],
  ['a missing domain', 'staging', 'ingress.domain', undefined, /is missing/],
  [
    'passwords without TLS',
    'local',
    'ingress.domain',
    'tasks.example.com',
    /only for the domain localhost/,
    'ingress.tls.mode',
  ],
  ['replicas 0', 'dev', 'workloads.web.replicas.min', 0, />=1/],
  ['a minimum of replicas above the maximum', 'dev', 'workloads.web.replicas.min', 9, /must not be above max/],
  ['a limit below the request', 'dev', 'workloads.web.memoryLimit', '1Mi', /must not be below memory/],
  ['a cron schedule of four fields', 'local', 'database.dumpSchedule', '15 2 * *', /five fields/],
  ['a cron schedule at hour 25', 'local', 'database.dumpSchedule', '0 25 * * *', /hour must be .* between 0 and 23/],
  ['a volume that is kept perhaps', 'local', 'database.keepData', 'perhaps', /expected boolean/],
  ['no signing key', 'local', 'signingKeys.names', [], /at least one key/],
  ['no authority of the database', 'local', 'database.authorities', [], /at least one key/],
  ['an authority twice', 'local', 'database.authorities', ['a', 'a'], /each key once/],
  ['key names where a Job creates the keys', 'prod', 'signingKeys.names', ['2026-11'], /allowed: schedule, everyDays/],
  ['access tokens without a life', 'dev', 'accessTokenSeconds', 0, /whole number of seconds, 1 to 900/],
  ['access tokens that live too long', 'prod', 'accessTokenSeconds', 901, /whole number of seconds, 1 to 900/],
  [
    'a life of access tokens in words',
    'local',
    'accessTokenSeconds',
    'ten minutes',
    /whole number of seconds, 1 to 900/,
  ],
  [
    'two-step verification of an unknown role',
    'dev',
    'secondFactorRoles',
    ['root'],
    /must be user or admin/,
    'secondFactorRoles.0',
  ],
  ['a rotation at minute 60', 'prod', 'signingKeys.schedule', '60 3 * * *', /minute must be .* between 0 and 59/],
  ['keys that never rotate', 'prod', 'signingKeys.everyDays', 0, />=1/],
  [
    'mail without a sender address',
    'prod',
    'mail',
    { from: 'Taskyard', port: 587 },
    /an address, or Name <address>/,
    'mail.from',
  ],
  ['mail to port 0', 'prod', 'mail', { from: 'a@taskyard.example', port: 0 }, />=1/, 'mail.port'],
  ['an admin name with a space', 'dev', 'admin', { username: 'a b' }, /3 to 50 letters/, 'admin.username'],
  ['an unknown platform', 'dev', 'platform', 'azure', /must be aws or kubernetes/],
  ['an app with a reserved name', 'dev', 'apps', [{ ...app, name: 'auth' }], /not be one of auth/, 'apps.0.name'],
  [
    'an app that calls an unknown workload',
    'dev',
    'apps',
    [{ ...app, calls: ['mail'] }],
    /one of auth, tasks, web, reports/,
    'apps.0.calls.0',
  ],
  ['an app on the path of tasks', 'dev', 'apps', [{ ...app, path: '/api/tasks' }], /must not be/, 'apps.0.path'],
  ['a protected stack with office hours', 'prod', 'officeHours', hours, /always runs/],
  [
    'a day that ends before it begins',
    'dev',
    'officeHours',
    { ...hours, to: '06:00' },
    /later in the day/,
    'officeHours.to',
  ],
  [
    'office hours without time for a backup',
    'dev',
    'officeHours.to',
    '10:59',
    /must be at least 4 hours after from: the database needs time for its backup/,
  ],
  ['an unknown time zone', 'dev', 'officeHours.timezone', 'Europe/Bonn', /time zone such as Europe\/Berlin/],
  ['an offset as a time zone', 'dev', 'officeHours.timezone', '+01:00', /time zone such as Europe\/Berlin/],
  ['flow logs for ten days', 'dev', 'network.flowLogDays', 10, periods],
  ['logs of the control plane for a month and a day', 'staging', 'cluster.logDays', 31, periods],
  ['logs of the database for eight days', 'dev', 'database.logDays', 8, periods],
  ['access logs that are deleted at once', 'prod', 'ingress.accessLogDays', 0, periods],
  ['access logs for longer than CloudWatch keeps any', 'prod', 'ingress.accessLogDays', 3654, periods],
  ['an invalid time of day', 'dev', 'officeHours.from', '24:00', /time of day such as 07:30/],
  ['an exemption without a reason', 'dev', 'exemptions.0.reason', 'because', /in a sentence why/],
  ['Argo CD without manifests', 'prod', 'delivery', 'argocd', /where argocd finds/, 'manifests'],
  [
    'AWS permissions without AWS',
    'local',
    'apps',
    [{ ...app, permissions: { s3: 'a-b/c' } }],
    /on aws only/,
    'apps.0.permissions',
  ],
];

describe('configuration', () => {
  it.each(bad)('with %s (%s) fails before any resource is declared', async (_, stack, key, value, says, at = key) => {
    const declared: string[] = [];
    const refused = recordStack(stack, await withWrongValue(stack, key, value), {
      onDeclare: ({ name }) => declared.push(name),
    });
    await expect(refused).rejects.toThrow(`taskyard:${at} `);
    await expect(refused).rejects.toThrow(says);
    expect(declared).toEqual([]);
  });

  it('names every problem in one message, with the wrong values', async () => {
    const values = { ...(await withWrongValue('dev', 'images.web', 'web:latest')), secrets: { generation: 0 } };
    const refused = () => parseSettings(values, 'taskyard');
    expect(refused).toThrow(/3 problem\(s\)/);
    expect(refused).toThrow('taskyard:images.web ("web:latest")');
    expect(refused).toThrow('taskyard:secrets.generation (0)');
    expect(refused).toThrow('taskyard:secrets.recoveryDays is missing');
  });
});
