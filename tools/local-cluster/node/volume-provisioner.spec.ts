import { expect, it } from 'vitest';
import { bytesOf, volumeFor } from './volume-provisioner.ts';

it('makes a local volume that only its claim can use, on the one node', () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'database-data', namespace: 'taskyard-data', uid: '1234' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, storageClassName: 'folders' },
  };
  expect(volumeFor(claim, '/volumes/pvc-1234')).toMatchObject({
    metadata: { name: 'pvc-1234' },
    spec: {
      capacity: { storage: '5Gi' },
      accessModes: ['ReadWriteOnce'],
      claimRef: { name: 'database-data', namespace: 'taskyard-data', uid: '1234' },
      local: { path: '/volumes/pvc-1234' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ values: ['local'] }] }] } },
    },
  });
});

it('reads the sizes that the stacks claim, and refuses others', () => {
  expect([bytesOf('5Gi'), bytesOf('512Mi')]).toEqual([5 * 2 ** 30, 512 * 2 ** 20]);
  expect(() => bytesOf('5G')).toThrow('A volume of 5G is not supported: Mi or Gi.');
});
