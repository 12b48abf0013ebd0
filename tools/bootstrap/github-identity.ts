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
 * Makes GitHub Actions an identity provider of the account; an account can have only one for this issuer, so every stack
 * shares it. AWS verifies GitHub by its own list of certificate authorities: no thumbprint is given.
 * @returns the provider's ARN.
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
