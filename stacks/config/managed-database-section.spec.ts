import { describe, expect, it } from 'vitest';
import { readStackFile, type StackName } from '../../tools/recorder/recorder.ts';
import { parseSettings } from '../config.ts';

const automatedBackup = 'arn:aws:rds:eu-west-1:333333333333:auto-backup:ab-1';

/** What is wrong, the stack, the changed keys of `database`, the key in the message, and what the message says. */
const refused: [what: string, StackName, change: object, at: string, says: RegExp][] = [
  ['an unsupported engine', 'dev', { engine: 'postgres' }, 'engine', /rds or aurora/],
  [
    'an instance too small for Performance Insights',
    'prod',
    { class: 'db.t4g.micro' },
    'class',
    /medium or larger with multiAz/,
  ],
  ['a name for no identifier', 'prod', { name: 'nov--21' }, 'name', /single dashes/],
  [
    'a restored database without a source',
    'prod',
    { restoreFrom: { name: 'nov21' } },
    'restoreFrom',
    /must have either snapshot or pointInTime/,
  ],
  [
    'a restored database with two sources',
    'staging',
    { restoreFrom: { name: 'nov21', snapshot: 'one', pointInTime: 'latest' } },
    'restoreFrom',
    /must have either snapshot or pointInTime/,
  ],
  [
    'a point in time of local time',
    'prod',
    { restoreFrom: { name: 'nov21', pointInTime: '2026-11-21T09:00:00+01:00' } },
    'restoreFrom.pointInTime',
    /latest, or a time in UTC/,
  ],
  [
    'a point in time of itself',
    'prod',
    { name: 'nov21', restoreFrom: { name: 'nov21', pointInTime: 'latest' } },
    'restoreFrom.name',
    /must not be database\.name/,
  ],
  [
    'an automated backup without its time',
    'prod',
    { restoreFrom: { name: 'nov21', snapshot: 'one', automatedBackup } },
    'restoreFrom.automatedBackup',
    /needs pointInTime/,
  ],
  [
    'copies in its own region',
    'prod',
    { copies: { region: 'eu-central-1', days: 7 } },
    'copies.region',
    /must be another region than eu-central-1/,
  ],
  [
    'copies of Aurora',
    'staging',
    { copies: { region: 'eu-west-1', days: 7 } },
    'copies',
    /exist for rds only: .* Copy snapshots instead/,
  ],
];

describe('the database of a stack on AWS', () => {
  it.each(refused)('is refused with %s (%s)', async (_, stack, change, at, says) => {
    const values = await readStackFile(stack);
    const database = { ...(values.database as object), ...change };
    const parse = () => parseSettings({ ...values, database }, 'taskyard');
    expect(parse).toThrow(`taskyard:database.${at} `);
    expect(parse).toThrow(says);
  });
});
