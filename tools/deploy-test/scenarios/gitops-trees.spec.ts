import { expect, it } from 'vitest';
import { argocdOrder, controllerTree, fluxOrder } from './gitops-trees.ts';

it('applies every wave of the app once, in the same order for both controllers', async () => {
  const waves = argocdOrder(await controllerTree('argocd'));
  expect(waves.length).toBeGreaterThan(3);
  expect(waves).toEqual(waves.toSorted());
  expect(new Set(waves).size).toBe(waves.length);
  expect(waves[0]).toBe('app/wave-00');
  expect(fluxOrder(await controllerTree('flux'))).toEqual(waves);
});

it('uses the images that run', async () => {
  const images = { backend: 'taskyard/backend:0.2.0', web: 'taskyard/web:0.2.0', mysql: 'mysql:8.4.7' };
  const tree = await controllerTree('argocd', { images });
  const deployments = tree.files.filter(({ path }) => path.includes('.deployment.'));
  expect(deployments.map(({ text }) => /image: (.*)/.exec(text)?.[1]).sort()).toEqual([
    'taskyard/backend:0.2.0',
    'taskyard/backend:0.2.0',
    'taskyard/web:0.2.0',
  ]);
});
