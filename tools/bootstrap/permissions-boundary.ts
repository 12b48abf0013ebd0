import { isDeepStrictEqual } from 'node:util';
import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { boundaryArn, boundaryDocument, boundaryName } from '../../stacks/aws/permissions-boundary.ts';

/** IAM keeps five versions of a policy, and refuses a sixth. */
const maximumVersions = 5;

/** Creates the permissions boundary of the program's roles, or updates its document. @returns the ARN of the policy */
export async function ensurePermissionsBoundary(iam: IAMClient, partition: string, account: string): Promise<string> {
  const PolicyArn = boundaryArn(account, partition);
  const document = boundaryDocument(account, partition);
  const PolicyDocument = JSON.stringify(document);
  const current = await currentDocument(iam, PolicyArn);
  if (current === undefined) {
    const Description = 'Limits every role of Taskyard';
    await iam.send(new CreatePolicyCommand({ PolicyName: boundaryName, PolicyDocument, Description }));
  } else if (!isDeepStrictEqual(current, document)) {
    await removeOldestVersion(iam, PolicyArn);
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
  }
  return PolicyArn;
}

async function currentDocument(iam: IAMClient, PolicyArn: string): Promise<unknown> {
  try {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    // IAM returns the document encoded for URLs.
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? 'null'));
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

async function removeOldestVersion(iam: IAMClient, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  if (Versions.length < maximumVersions) return;
  const number = (id: string | undefined) => Number(id?.slice(1));
  const [oldest] = Versions.filter((version) => version.IsDefaultVersion !== true).sort(
    (one, other) => number(one.VersionId) - number(other.VersionId),
  );
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: oldest?.VersionId }));
}
