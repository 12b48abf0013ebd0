import type { Mutant } from '../mutant.ts';

const images = 'tools/images/push-images.spec.ts';
const deploy = 'tools/delivery/deploy.spec.ts';

/** What people and pipelines do with a stack. */
export const deliveryMutants: readonly Mutant[] = [
  {
    name: 'images are always built for amd64',
    file: 'tools/images/push-images.ts',
    find: '{cluster.architecture}',
    replace: `{'amd64'}`,
    caughtBy: {
      file: images,
      test: 'npm run images -- push > builds for the nodes’ architecture, pushes by digest and tags what was pushed',
    },
  },
  {
    name: 'the repositories are made before a builder is found',
    file: 'tools/images/push-images.ts',
    find: '  const docker = await requirePrograms(machine, platform);',
    replace:
      '  await new PulumiStack(stack).makeRepositories();\n  const docker = await requirePrograms(machine, platform);',
    caughtBy: {
      file: images,
      test: 'npm run images -- push > says that a Docker engine is missing before it changes anything',
    },
  },
  {
    name: 'images are copied without their signatures',
    file: 'tools/delivery/stack-registry.ts',
    find: `oras('cp', '--recursive', `,
    replace: `oras('cp', `,
    caughtBy: {
      file: deploy,
      test: 'on AWS copies the images with their signatures, deploys the copies, and tags them when they work',
    },
  },
  {
    name: 'images are tagged as deployed before they have worked',
    file: 'tools/delivery/deploy.ts',
    find: '  try {',
    replace: '  await registry?.tagAsDeployed(given);\n  try {',
    caughtBy: { file: deploy, test: 'does not tag images as deployed that do not work' },
  },
  {
    name: 'every stack is deployed from the runner of the first one',
    file: 'tools/delivery/stack-runners.ts',
    find: 'entry.stack === stack',
    replace: `entry.stack !== ''`,
    caughtBy: {
      file: 'tools/delivery/stack-runners.spec.ts',
      test: 'the runners of stacks > are printed as a matrix, and for one stack',
    },
  },
  {
    name: 'the first part of a private stack leaves the account out',
    file: 'tools/first-deploy/steps.ts',
    find: `['Account', 'Network', `,
    replace: `['Network', `,
    caughtBy: {
      file: 'tools/first-deploy/steps.spec.ts',
      test: 'the steps of a first deployment > name with --target all that the first part of prod with {} needs',
    },
  },
];
