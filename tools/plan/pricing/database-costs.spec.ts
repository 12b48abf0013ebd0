import { describe, expect, it } from 'vitest';
import { readStackFile, recordStack, settingsOf } from '../../recorder/recorder.ts';
import { changeBetween, type RepeatableRecording } from '../stack-change.ts';
import { planOf } from '../stack-plan.ts';

/** prod with more keys in its section `database`. */
async function planWith(more: object) {
  const values = await readStackFile('prod');
  const database = { ...(values.database as object), ...more };
  const recorded = await recordStack('prod', { database });
  const recordAgain: RepeatableRecording['recordAgain'] = (replaced) => recordStack('prod', { database }, { replaced });
  return { recorded, plan: planOf('prod', recorded, settingsOf({ ...values, database })), recordAgain };
}

const restoreFrom = { name: 'nov21', pointInTime: 'latest' };

describe('the price of a database', () => {
  it('is paid twice while a restored one stands beside it', async () => {
    const [before, after] = [await planWith({}), await planWith({ restoreFrom })];
    expect(after.plan.monthlyUsd - before.plan.monthlyUsd).toBeCloseTo(2 * (730 * 0.201 + 100 * 0.137) + 0.4);
  });

  it('includes copies in another region: a disk of them, as much sent, and a key', async () => {
    const [before, after] = [await planWith({}), await planWith({ copies: { region: 'eu-west-1', days: 7 } })];
    expect(after.plan.monthlyUsd - before.plan.monthlyUsd).toBeCloseTo(100 * 0.113 + 100 * 0.02 + 1);
  });
});

describe('the steps of a restore', () => {
  it('only create a database, change over, and delete the former one', async () => {
    const steps = await Promise.all(
      [{}, { restoreFrom }, { restoreFrom: { ...restoreFrom, serves: true } }, { name: 'nov21' }].map(planWith),
    );
    const databases = [];
    for (const [index, step] of steps.slice(1).entries()) {
      const { changes } = await changeBetween('HEAD', steps[index] ?? step, step);
      const found = changes.filter(({ type, action }) => type === 'aws:rds/instance:Instance' && action !== 'update');
      databases.push(found.map(({ action, name }) => `${action} ${name}`));
    }
    expect(databases).toEqual([['create database-nov21'], [], ['delete database']]);
  });
});
