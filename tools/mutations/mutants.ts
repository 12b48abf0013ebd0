import type { Mutant } from './mutant.ts';
import { awsMutants } from './mutants/aws-mutants.ts';
import { changeMutants } from './mutants/change-mutants.ts';
import { clusterMutants } from './mutants/cluster-mutants.ts';
import { configMutants } from './mutants/config-mutants.ts';
import { databaseMutants } from './mutants/database-mutants.ts';
import { deliveryMutants } from './mutants/delivery-mutants.ts';
import { destroyMutants } from './mutants/destroy-mutants.ts';
import { edgeMutants } from './mutants/edge-mutants.ts';
import { identityMutants } from './mutants/identity-mutants.ts';
import { imageMutants } from './mutants/image-mutants.ts';
import { loadBalancerMutants } from './mutants/load-balancer-mutants.ts';
import { managedDatabaseMutants } from './mutants/managed-database-mutants.ts';
import { natMutants } from './mutants/nat-mutants.ts';
import { networkMutants } from './mutants/network-mutants.ts';
import { podMutants } from './mutants/pod-mutants.ts';
import { priceMutants } from './mutants/price-mutants.ts';
import { replacementMutants } from './mutants/replacement-mutants.ts';
import { secretMutants } from './mutants/secret-mutants.ts';
import { spreadMutants } from './mutants/spread-mutants.ts';
import { versionMutants } from './mutants/version-mutants.ts';
import { workloadMutants } from './mutants/workload-mutants.ts';

/** Every deliberate fault, by topic. */
export const mutants: readonly Mutant[] = [
  ...networkMutants,
  ...natMutants,
  ...podMutants,
  ...workloadMutants,
  ...loadBalancerMutants,
  ...edgeMutants,
  ...spreadMutants,
  ...secretMutants,
  ...databaseMutants,
  ...managedDatabaseMutants,
  ...destroyMutants,
  ...changeMutants,
  ...replacementMutants,
  ...awsMutants,
  ...identityMutants,
  ...clusterMutants,
  ...configMutants,
  ...deliveryMutants,
  ...imageMutants,
  ...versionMutants,
  ...priceMutants,
];
