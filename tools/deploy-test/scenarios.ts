import type { Scenario } from './scenario.ts';
import { autoscaling } from './scenarios/autoscaling.ts';
import { caChange } from './scenarios/ca-change.ts';
import { addedApp, passwordRotation, replicasAndTls } from './scenarios/configuration-changes.ts';
import { destroy } from './scenarios/destroy.ts';
import { dumpAndRestore } from './scenarios/dump-and-restore.ts';
import { failingMigration, missingImage } from './scenarios/failed-releases.ts';
import { fullVolume } from './scenarios/full-volume.ts';
import { argocdTree, fluxTree } from './scenarios/gitops-trees.ts';
import { keyRotation } from './scenarios/key-rotation.ts';
import { databaseDeletion, podKills } from './scenarios/kills.ts';
import { networkPolicies } from './scenarios/network-policies.ts';
import { newImage } from './scenarios/new-image.ts';
import { nodeDrain } from './scenarios/node-drain.ts';
import { rollback } from './scenarios/rollback.ts';
import { rollingRestart } from './scenarios/rolling-restart.ts';
import { smoke } from './scenarios/smoke.ts';

/** In the order in which they run: first what must not be noticed, then what may interrupt, at last what ends the stack. */
export const scenarios: readonly Scenario[] = [
  smoke,
  networkPolicies,
  rollingRestart,
  newImage,
  rollback,
  failingMigration,
  missingImage,
  keyRotation,
  passwordRotation,
  caChange,
  addedApp,
  replicasAndTls,
  nodeDrain,
  autoscaling,
  podKills,
  databaseDeletion,
  dumpAndRestore,
  fullVolume,
  argocdTree,
  fluxTree,
  destroy,
];
