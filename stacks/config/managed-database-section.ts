import { z } from 'zod';
import { awsRegion, days, logDays, section } from './fields.ts';

/** Ends the identifier of a database in AWS: `taskyard-prod-nov21`. */
const databaseName = z
  .string()
  .max(20)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be at most 20 lower-case letters, digits and single dashes');

const utcTime = z.iso.datetime({ error: 'must be latest, or a time in UTC such as 2026-11-22T09:55:00Z' });

const restoreSource = {
  name: databaseName,
  snapshot: z
    .string()
    .regex(/^(arn:aws[\w-]*:rds:\S+|(rds:)?[A-Za-z][A-Za-z0-9-]*)$/, 'must be the name or the ARN of a snapshot')
    .optional(),
  pointInTime: z.literal('latest').or(utcTime).optional(),
  serves: z.boolean().default(false),
};

const isOneSource = ({ snapshot, pointInTime }: { snapshot?: string | undefined; pointInTime?: string | undefined }) =>
  (snapshot === undefined) !== (pointInTime === undefined);
const oneSource = { error: 'must have either snapshot or pointInTime' };

const automatedBackup = z
  .string()
  .regex(/^arn:aws[\w-]*:rds:[\w-]+:\d{12}:auto-backup:\S+$/, 'must be the ARN of an automated backup');

/** A database that is created from the data of another one, beside the one that the app uses, and then instead of it. */
const rdsRestore = section({ ...restoreSource, automatedBackup: automatedBackup.optional() })
  .refine(isOneSource, oneSource)
  .refine((value) => value.automatedBackup === undefined || value.pointInTime !== undefined, {
    path: ['automatedBackup'],
    error: 'needs pointInTime',
  });
const auroraRestore = section(restoreSource).refine(isOneSource, oneSource);

/** The point in time is one of the database that the app uses, so that must be another one. */
function restoresItself({ name, restoreFrom }: RestoreSettings): boolean {
  return (
    restoreFrom?.name === name && restoreFrom?.pointInTime !== undefined && restoreFrom.automatedBackup === undefined
  );
}

interface RestoreSettings {
  readonly name?: string | undefined;
  readonly restoreFrom?:
    | {
        readonly name: string;
        readonly pointInTime?: string | undefined;
        readonly automatedBackup?: string | undefined;
      }
    | undefined;
}

const notItself = {
  path: ['restoreFrom', 'name'],
  error: 'must not be database.name: a point in time is one of that database',
};

const mysqlVersion = z
  .string()
  .regex(/^8\.4(\.\d+)?$/, 'must be MySQL 8.4 or a release of it, such as "8.4", in quotes');

const rds = section({
  engine: z.literal('rds'),
  version: mysqlVersion,
  class: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'must be an RDS instance class such as db.t4g.medium'),
  storageGb: z.int().min(20).max(65536),
  multiAz: z.boolean(),
  backupDays: days(1, 35),
  logDays,
  name: databaseName.optional(),
  restoreFrom: rdsRestore.optional(),
  copies: section({ region: awsRegion, days: days(1, 35) }).optional(),
})
  .refine((value) => !value.multiAz || !/\.(micro|small)$/.test(value.class), {
    path: ['class'],
    error: 'must be medium or larger with multiAz: smaller ones have no Performance Insights',
  })
  .refine((value) => !restoresItself(value), notItself);

const aurora = section({
  engine: z.literal('aurora'),
  version: z
    .string()
    .regex(/^8\.0\.mysql_aurora\.3\.\d+\.\d+$/, 'must be an Aurora MySQL 3 release such as 8.0.mysql_aurora.3.10.1'),
  minCapacity: z.number().min(0).max(256).multipleOf(0.5),
  maxCapacity: z.number().min(1).max(256).multipleOf(0.5),
  readers: z.int().min(0).max(15),
  backupDays: days(1, 35),
  logDays,
  name: databaseName.optional(),
  restoreFrom: auroraRestore.optional(),
  copies: z
    .never({ error: 'exist for rds only: AWS replicates no automated backups of Aurora. Copy snapshots instead' })
    .optional(),
})
  .refine((value) => value.minCapacity <= value.maxCapacity, {
    path: ['minCapacity'],
    error: 'must not be above maxCapacity',
  })
  .refine((value) => !restoresItself(value), notItself);

/** The database of a stack on AWS. */
export const database = z.discriminatedUnion('engine', [rds, aurora], {
  error: 'must have an engine: rds or aurora',
});

/** The source of a database that is created from another one's data. */
export type RestoreSource = z.output<typeof rdsRestore> | z.output<typeof auroraRestore>;
