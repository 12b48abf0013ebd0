import { expect, it } from 'vitest';
import { changedParts, PARTS } from './changed-parts.ts';

it.each([
  [['docs/adr/0001-node.md', 'README.md'], []],
  [['stacks/config.ts'], ['stacks', 'tools']],
  [['stacks/app/database-grants.ts'], ['backend', 'stacks', 'tools']],
  [['Pulumi.prod.yaml'], ['stacks', 'tools']],
  [['web/e2e/journey.e2e.ts'], ['web']],
  [['web/app/page.tsx'], ['web', 'images']],
  [['backend/src/main.ts'], ['backend', 'web', 'images']],
  [['tools/dev/gateway.ts'], ['backend', 'web', 'tools']],
  [['tools/recorder/recorder.ts'], ['stacks', 'tools']],
  [['tools/delivery/deploy.ts'], ['tools']],
  [['contracts/fields.ts'], [...PARTS]],
  [['.github/dependabot.yml'], ['workflows']],
  [['compose.yaml'], ['images']],
  [['package-lock.json'], [...PARTS]],
  [['.github/workflows/ci.yml', 'docs/pipelines.md'], [...PARTS]],
])('a change of %j runs the checks of %j', (paths, parts) => {
  expect([...changedParts(paths)]).toEqual(parts);
});
