import { expect, it } from 'vitest';
import { changedParts, ciParts } from './changed-parts.ts';

it.each([
  [['docs/adr/0001-node.md', 'README.md'], []],
  [['docs/first-deploy.md'], ['tools']],
  [['stacks/config.ts'], ['stacks', 'tools', 'cluster']],
  [['stacks/app/database-grants.ts'], ['backend', 'stacks', 'tools', 'cluster']],
  [['Pulumi.prod.yaml'], ['stacks', 'tools', 'cluster']],
  [['web/e2e/journey.e2e.ts'], ['web']],
  [['web/app/page.tsx'], ['web', 'images']],
  [['backend/src/main.ts'], ['backend', 'web', 'images', 'cluster']],
  [['tools/dev/gateway.ts'], ['backend', 'web', 'tools']],
  [['tools/recorder/recorder.ts'], ['stacks', 'tools', 'cluster']],
  [['tools/mutations/mutants/pod-mutants.ts'], ['stacks', 'tools']],
  [['tools/checkov/exceptions.ts'], ['stacks', 'tools', 'workflows']],
  [['tools/render/manifest.ts'], ['stacks', 'tools', 'cluster']],
  [['tools/delivery/deploy.ts'], ['tools']],
  [['tools/deploy-test/scenarios/smoke.ts'], ['tools', 'cluster']],
  [['web/Dockerfile'], ['web', 'images', 'cluster']],
  [['.github/workflows/cluster.yml'], ['tools', 'cluster', 'workflows']],
  [['contracts/fields.ts'], [...ciParts]],
  [['.github/dependabot.yml'], ['workflows']],
  [['compose.yaml'], ['images']],
  [['package-lock.json'], [...ciParts]],
  [['.github/workflows/ci.yml', 'docs/pipelines.md'], [...ciParts]],
])('a change of %j selects %j', (paths, parts) => {
  expect([...changedParts(paths)]).toEqual(parts);
});
