import { z } from 'zod';
import { days, logDays, section } from './fields.ts';

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
}).refine((value) => !value.multiAz || !/\.(micro|small)$/.test(value.class), {
  path: ['class'],
  error: 'must be medium or larger with multiAz: smaller ones have no Performance Insights',
});

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
}).refine((value) => value.minCapacity <= value.maxCapacity, {
  path: ['minCapacity'],
  error: 'must not be above maxCapacity',
});

/** The database of a stack on AWS. */
export const database = z.discriminatedUnion('engine', [rds, aurora], {
  error: 'must have an engine: rds or aurora',
});
