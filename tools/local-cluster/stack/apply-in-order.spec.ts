import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import { deleteInReverse } from './apply-in-order.ts';

const object = (kind: string, name: string): ApiObject => ({ apiVersion: 'v1', kind, metadata: { name } });
const [namespace, pod] = [object('Namespace', 'taskyard'), object('Pod', 'web')];

describe('deleteInReverse', () => {
  let deleted: string[];
  /** How often an object is still found after its deletion. */
  let lingering: Map<string, number>;
  const client = {
    delete: async ({ metadata }: ApiObject) => void deleted.push(metadata.name),
    read: async (reference: ApiObject) => {
      const rest = lingering.get(reference.metadata.name) ?? 0;
      lingering.set(reference.metadata.name, rest - 1);
      return rest > 0 ? reference : undefined;
    },
  };

  beforeEach(() => {
    deleted = [];
    lingering = new Map();
  });

  it('deletes what was applied last first', async () => {
    expect(await deleteInReverse(client, [namespace, pod])).toEqual([]);
    expect(deleted).toEqual(['web', 'taskyard']);
  });

  it('waits until an object that ends slowly is gone', async () => {
    lingering.set('taskyard', 2);
    expect(await deleteInReverse(client, [namespace, pod])).toEqual([]);
    expect(lingering.get('taskyard')).toBe(-1);
  });

  it('names what is still there when the time is over', async () => {
    lingering.set('taskyard', Number.POSITIVE_INFINITY);
    expect(await deleteInReverse(client, [namespace, pod], 0)).toEqual([namespace]);
  });
});
