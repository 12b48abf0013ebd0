import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  type IAMClient,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';

const issuer = 'token.actions.githubusercontent.com';
const audience = 'sts.amazonaws.com';

/**
 * Adds GitHub Actions as an identity provider of the account. An account can have only one for this issuer, so all stacks
 * share it. AWS verifies GitHub with its own list of certificate authorities, so no thumbprint is needed.
 *
 * @returns the ARN of the provider
 */
export async function ensureGithubIdentity(iam: IAMClient, partition: string, account: string): Promise<string> {
  const arn = `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
  const audiences = await existingAudiences(iam, arn);
  if (audiences === undefined) {
    await iam.send(new CreateOpenIDConnectProviderCommand({ Url: `https://${issuer}`, ClientIDList: [audience] }));
  } else if (!audiences.includes(audience)) {
    await iam.send(
      new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID: audience }),
    );
  }
  return arn;
}

async function existingAudiences(iam: IAMClient, arn: string): Promise<readonly string[] | undefined> {
  try {
    const found = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }));
    return found.ClientIDList ?? [];
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
