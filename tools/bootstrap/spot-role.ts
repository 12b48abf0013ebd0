import { CreateServiceLinkedRoleCommand, type IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';

const service = 'spot.amazonaws.com';

/**
 * Creates the service-linked role of EC2 Spot. An account that has never used Spot has none, and then the first Spot node of
 * a cluster fails. AWS chooses its name, so it is found by its path.
 *
 * @returns the role's name
 */
export async function ensureSpotRole(iam: IAMClient): Promise<string> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: `/aws-service-role/${service}/` }));
  if (Roles[0]?.RoleName !== undefined) return Roles[0].RoleName;
  const { Role } = await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: service }));
  if (Role?.RoleName === undefined) throw new Error('AWS created the role of EC2 Spot but returned no name.');
  return Role.RoleName;
}
