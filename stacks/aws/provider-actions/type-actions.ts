/** The AWS calls that the provider makes for a resource type. Each is `service:Action`. */
export interface TypeActions {
  /** Calls of `pulumi refresh` and of `preview`, which also precede and follow every change. */
  readonly read: readonly string[];
  /** Calls that create, update and delete. */
  readonly write: readonly string[];
}

/** `actions('ec2', 'CreateVpc DeleteVpc')` is `['ec2:CreateVpc', 'ec2:DeleteVpc']`. */
export function actions(service: string, names: string): string[] {
  return names.split(' ').map((name) => `${service}:${name}`);
}
