import type { Mutant } from '../mutant.ts';

const spec = 'stacks/aws/image-lifecycle.spec.ts';
const complete =
  'the images of an ECR repository > of the last ten releases stay complete, and the eleventh release is gone, after every release';

/** What may go wrong with the images that a stack's registry keeps. */
export const imageMutants: readonly Mutant[] = [
  {
    name: 'the registry drops images that somebody tagged by hand',
    file: 'stacks/aws/image-lifecycle.ts',
    find: `tagPatternList: ['sha256-*'],`,
    replace: `tagPatternList: ['*'],`,
    caughtBy: {
      file: spec,
      test: 'the images of an ECR repository > that somebody tagged by hand never expire',
    },
  },
  {
    name: 'the registry keeps fewer manifests than ten releases have',
    file: 'stacks/aws/image-lifecycle.ts',
    find: 'const manifestsPerRelease = 14 + 2;',
    replace: 'const manifestsPerRelease = 13;',
    caughtBy: { file: spec, test: complete },
  },
  {
    name: 'the registry counts the image that runs like any other',
    file: 'stacks/aws/image-lifecycle.ts',
    find: 'deployedTagPrefix}*',
    replace: 'releaseTagPrefix}*',
    caughtBy: {
      file: spec,
      test: 'the images of an ECR repository > that run stay, with all their platforms, however many releases are copied and fail after them',
    },
  },
  {
    name: 'delivery tags releases like signatures',
    file: 'stacks/aws/image-lifecycle.ts',
    find: `export const releaseTagPrefix = 'release-';`,
    replace: `export const releaseTagPrefix = 'sha256-';`,
    caughtBy: {
      file: spec,
      test: 'the images of an ECR repository > are tagged by delivery with 12 digits of their digest',
    },
  },
];
