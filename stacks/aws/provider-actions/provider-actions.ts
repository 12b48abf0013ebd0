import { networkActions } from './network-actions.ts';
import { platformActions } from './platform-actions.ts';
import { storageActions } from './storage-actions.ts';
import type { TypeActions } from './type-actions.ts';

/**
 * The AWS calls of the provider for every resource type that the program creates, itself or inside `@pulumi/eks`. The
 * permissions of CI's roles are made from this table, so a new type needs a row. Source: the CRUD functions of
 * https://github.com/hashicorp/terraform-provider-aws, which the Pulumi provider wraps.
 */
export const providerActions: Readonly<Record<string, TypeActions>> = {
  ...networkActions,
  ...platformActions,
  ...storageActions,
};

/**
 * Every read. Reads that describe or list become one pattern per service: IAM accepts 10,240 characters of inline policies
 * for a role. Reads that get something stay single, because some of them return contents.
 */
export const readActions: readonly string[] = distinct(
  Object.values(providerActions).flatMap(({ read }) =>
    read.map((action) => action.replace(/:(Describe|List).+$/, ':$1*')),
  ),
);

/** Every change in a service, sorted and without repetition. */
export function writeActions(service: string): string[] {
  const all = Object.values(providerActions).flatMap(({ write }) => write);
  return distinct(all.filter((action) => action.startsWith(`${service}:`)));
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
