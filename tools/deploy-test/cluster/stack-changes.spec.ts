import { beforeEach, expect, it } from 'vitest';
import { StackChanges } from './stack-changes.ts';

/** A cluster that remembers what it was told. Its updates fail while the image is `missing`. */
const configured = new Map<string, unknown>();
let updates: number;
const cluster = {
  configure: async (path: readonly string[], value: unknown) => void configured.set(path.join('.'), value),
  up: async () => {
    updates += 1;
    const failed = configured.get('images.backend') === 'missing';
    return { exitCode: failed ? 1 : 0, output: failed ? 'ImagePullBackOff' : '' };
  },
};

beforeEach(() => {
  configured.clear();
  updates = 0;
});

it('writes each value at its path and runs one update', async () => {
  const stack = await StackChanges.of(cluster);
  expect(stack.value('secrets.generation')).toBe(1);
  await stack.apply({ 'secrets.generation': 2, 'signingKeys.names': ['a', 'b'] });
  expect([...configured]).toEqual([
    ['secrets.generation', 2],
    ['signingKeys.names', ['a', 'b']],
  ]);
  expect(updates).toBe(1);
  expect(stack.value('secrets.generation')).toBe(2);
});

it('goes back to what the last successful update had', async () => {
  const stack = await StackChanges.of(cluster);
  await stack.apply({ 'images.backend': 'second', 'secrets.generation': 2 });
  const failure = await stack.applyInVain({ 'images.backend': 'missing' });
  expect(failure.message).toContain('ImagePullBackOff');
  await stack.rollBack();
  expect(configured.get('images.backend')).toBe('second');
  expect(configured.get('secrets.generation')).toBe(2);
});

it('goes back to the file of the stack when nothing was changed before', async () => {
  const stack = await StackChanges.of(cluster);
  await stack.applyInVain({ 'images.backend': 'missing' });
  await stack.rollBack();
  expect(configured.get('images.backend')).toBe('taskyard/backend:0.1.0');
});

it('knows what ran before the first change, and the whole configuration', async () => {
  const stack = await StackChanges.of(cluster, { 'images.backend': 'first' });
  await stack.apply({ 'workloads.auth.replicas': { min: 2, max: 3 } });
  expect(stack.configuration).toMatchObject({
    images: { backend: 'first', web: 'taskyard/web:0.1.0' },
    workloads: { auth: { replicas: { min: 2, max: 3 }, cpu: '100m' } },
  });
  expect(stack.value('workloads.auth.replicas.max')).toBe(3);
  await stack.applyInVain({ 'images.backend': 'missing' });
  await stack.rollBack();
  expect(configured.get('images.backend')).toBe('first');
});

it('says so when an update succeeds that should have failed', async () => {
  const stack = await StackChanges.of(cluster);
  await expect(stack.applyInVain({ 'images.backend': 'fine' })).rejects.toThrow('should have failed');
});
