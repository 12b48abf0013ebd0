import type { ConfigValues } from '../recorder/recorder.ts';

/** A change of a stack's configuration. Tests compare what `plan` and the engine replace for it. */
export interface ConfigChange {
  readonly name: string;
  /** The changed sections as a whole, from the values of the stack. */
  readonly change: (values: ConfigValues) => ConfigValues;
}

type Section = Readonly<Record<string, unknown>>;

/** Twenty changes that a stack on AWS meets in its life. Each is valid for dev, staging and prod. */
export const configChanges: readonly ConfigChange[] = [
  { name: 'another range of the VPC', change: within('network', () => ({ cidr: '10.99.0.0/16' })) },
  {
    name: 'one zone more or fewer',
    change: within('network', ({ zones }) => ({ zones: otherZones(zones as string[]) })),
  },
  { name: 'another kind of NAT', change: within('network', ({ nat }) => ({ nat: nat === 'one' ? 'perZone' : 'one' })) },
  { name: 'another interface endpoint', change: within('network', () => ({ interfaceEndpoints: ['ecr.api', 'sts'] })) },
  { name: 'another retention of flow logs', change: within('network', () => ({ flowLogDays: 14 })) },
  { name: 'the next version of Kubernetes', change: within('cluster', () => ({ version: '1.36' })) },
  {
    name: 'other capacity for nodes',
    change: within('cluster', ({ capacity }) => ({ capacity: otherCapacity(capacity) })),
  },
  { name: 'a higher limit of cores', change: within('cluster', () => ({ cpuLimit: 48 })) },
  {
    name: 'other clients of the API server',
    change: within('cluster', () => ({ publicAccessFrom: ['198.51.100.0/24'] })),
  },
  {
    name: 'another administrator',
    change: within('cluster', () => ({ admins: ['arn:aws:iam::444444444444:role/on-call'] })),
  },
  { name: 'another database engine', change: (values) => ({ database: otherDatabase(values.database as Section) }) },
  { name: 'longer backups', change: within('database', () => ({ backupDays: 21 })) },
  { name: 'another domain', change: within('ingress', () => ({ domain: 'tasks.example.org' })) },
  { name: 'another hosted zone', change: within('ingress', () => ({ hostedZoneId: 'Z0ANOTHER00000ZONE00' })) },
  { name: 'a firewall, or none', change: within('ingress', ({ waf }) => ({ waf: waf !== true })) },
  { name: 'another image of the backend', change: within('images', () => ({ backend: 'taskyard/backend:9.9.9' })) },
  { name: 'an image in another repository', change: within('images', () => ({ web: 'taskyard/site:0.1.0' })) },
  { name: 'new passwords', change: within('secrets', () => ({ generation: 2 })) },
  { name: 'another repository in CI', change: within('ci', () => ({ repository: 'acme/tasks' })) },
  { name: 'an additional app', change: () => ({ apps: [additionalApp] }) },
];

function within(section: string, change: (current: Section) => Section): ConfigChange['change'] {
  return (values) => {
    const current = (values[section] ?? {}) as Section;
    return { [section]: { ...current, ...change(current) } };
  };
}

function otherZones(zones: readonly string[]): string[] {
  return zones.length > 2 ? zones.slice(0, -1) : [...zones, `${zones[0]?.slice(0, -1)}c`];
}

function otherCapacity(capacity: unknown): string {
  return capacity === 'spot' ? 'on-demand' : 'spot';
}

function otherDatabase({ engine, backupDays, logDays }: Section): Section {
  const kept = { backupDays, logDays };
  return engine === 'rds'
    ? { engine: 'aurora', version: '8.0.mysql_aurora.3.10.1', minCapacity: 0.5, maxCapacity: 4, readers: 0, ...kept }
    : { engine: 'rds', version: '8.4', class: 'db.t4g.medium', storageGb: 20, multiAz: false, ...kept };
}

const additionalApp = {
  name: 'reports',
  image: 'taskyard/reports:0.1.0',
  port: 8080,
  replicas: { min: 1, max: 2 },
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '128Mi',
  probes: { startup: '/health', readiness: '/health', liveness: '/health' },
  permissions: { s3: 'files/reports' },
};
