import type { AwsStack } from '../../stacks/config/schema.ts';
import { networkOnly } from '../delivery/pulumi-stack.ts';

/** A step of the first deployment of a stack. */
export interface Step {
  readonly title: string;
  /** How long it takes, such as `5 minutes`. */
  readonly takes: string;
  /** Who says so: AWS's documentation, by its URL, or nobody but us. */
  readonly source: 'an estimate' | `https://docs.aws.amazon.com/${string}`;
  /** What to know before the commands. */
  readonly note?: string;
  /** Lines for a shell. `<backend>` and `<web>` are the images that the push printed. */
  readonly commands: readonly string[];
}

/** How the person who deploys first reaches the API server. */
export type WayIn = 'public' | 'access host' | 'connected network';

/** The port of the proxy on the access host. A test compares it: importing `access-host.ts` would load the SDK of AWS. */
const proxyPort = 3128;
const clusterTime = 'https://docs.aws.amazon.com/eks/latest/userguide/automode-get-started-cli.html';

export function wayInOf({ publicAccessFrom, accessHost }: AwsStack['cluster']): WayIn {
  if (publicAccessFrom.length > 0) return 'public';
  return accessHost ? 'access host' : 'connected network';
}

/** Every step from a clone to a stack that serves, for this configuration. */
export function firstDeploySteps(stack: string, settings: AwsStack): readonly Step[] {
  const { account, ingress, cluster } = settings;
  const way = wayInOf(cluster);
  const region = account.region;
  const bucket = `taskyard-state-${account.id}-${region}`;
  const key = `awskms://alias/taskyard-state?region=${region}`;
  return [
    {
      title: 'Install and sign in',
      takes: '3 minutes',
      source: 'an estimate',
      note: `As an administrator of account ${account.id}, with a role that \`cluster.admins\` names. The profile is one of your own AWS configuration.`,
      commands: [
        'npm ci',
        'export PATH=$PWD/node_modules/.bin:$PATH',
        `export AWS_PROFILE=taskyard-${stack}`,
        'aws sso login',
        'aws sts get-caller-identity',
      ],
    },
    {
      title: 'Check the configuration',
      takes: '1 minute',
      source: 'an estimate',
      note: 'It needs no credentials. It names a wrong value with what is allowed, and shows what will be created and its cost.',
      commands: [`npm run plan -- ${stack}`],
    },
    {
      title: 'Prepare the account, once for each account and region',
      takes: '2 minutes',
      source: 'an estimate',
      note: `It adds \`encryptedkey\` to \`Pulumi.${stack}.yaml\`: commit it.`,
      commands: [
        `npm run bootstrap -- --region ${region}`,
        `pulumi login 's3://${bucket}?region=${region}'`,
        `pulumi stack select ${stack} --create --secrets-provider='${key}'`,
      ],
    },
    {
      title: 'Build and push the images',
      takes: '10 minutes',
      source: 'an estimate',
      note: 'It makes the repositories first, and prints the two images by digest. They stand for `<backend>` and `<web>` below.',
      commands: [`npm run images -- push --stack ${stack}`],
    },
    ...reachApiServer(stack, region, way),
    {
      title: 'Deploy',
      takes: 'half an hour, of which the cluster takes 15 minutes',
      source: clusterTime,
      note: 'It creates the rest, waits for the site and checks it. Use this command and not `pulumi up`: the tags in the file are not in the registry.',
      commands: [`npm run deploy -- ${stack} --backend <backend> --web <web>`],
    },
    {
      title: 'See that a second run changes nothing',
      takes: '2 minutes',
      source: 'an estimate',
      commands: [`npm run preview -- ${stack}`],
    },
    {
      title: 'Sign in as the first administrator',
      takes: '1 minute',
      source: 'an estimate',
      note: `At https://${ingress.domain}, as \`admin\`, or what \`admin.username\` says. The password works once; you choose another one at once.`,
      commands: [
        ...(way === 'access host' ? ['unset HTTPS_PROXY'] : []),
        `aws secretsmanager get-secret-value --region ${region} --secret-id taskyard-${stack}/admin --query SecretString --output text`,
      ],
    },
  ];
}

/** What a private API server needs before the rest can be created: the network exists first, then the way into it. */
function reachApiServer(stack: string, region: string, way: WayIn): readonly Step[] {
  if (way === 'public') return [];
  const parts = ['Account', 'Network', ...(way === 'access host' ? ['AccessHost'] : [])];
  const targets = parts.map((part) => `--target '**aws:${part}**'`).join(' ');
  const network: Step = {
    title: way === 'access host' ? 'Create the network and the access host' : 'Create the network',
    takes: '5 minutes',
    source: 'an estimate',
    // Without the variable, the update fails at the cluster's Kubernetes provider, which no target names.
    commands: [`TASKYARD_BEFORE_CLUSTER=true pulumi up --stack ${stack} --message '${networkOnly}' ${targets}`],
  };
  if (way === 'connected network') {
    const note =
      'Now connect the network that `cluster.privateAccessFrom` names, by peering or a transit gateway, with routes in both directions. Go on from a machine in that network, signed in as before.';
    return [{ ...network, note: 'Only this part is created without the API server.' }, connected(note, region)];
  }
  const filters = `Name=tag:Name,Values=taskyard-${stack}-access-host Name=instance-state-name,Values=running`;
  const query = "--query 'Reservations[0].Instances[0].InstanceId' --output text";
  const ports = `{"portNumber":["${proxyPort}"],"localPortNumber":["${proxyPort}"]}`;
  return [
    network,
    {
      title: 'Open the tunnel, in a second terminal',
      takes: '3 minutes, until the host has started',
      source: 'an estimate',
      note: 'It needs the [Session Manager plugin](https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html). It stays open until you end it.',
      commands: [
        `export AWS_PROFILE=taskyard-${stack}`,
        `host=$(aws ec2 describe-instances --region ${region} --filters ${filters} ${query})`,
        `aws ssm start-session --region ${region} --target "$host" --document-name AWS-StartPortForwardingSession --parameters '${ports}'`,
      ],
    },
    {
      title: 'Use the tunnel, in the first terminal',
      takes: '1 minute',
      source: 'an estimate',
      note: 'In capitals: Pulumi takes `https_proxy` for its own connections on this machine too. The second line goes through the tunnel and shows that it works.',
      commands: [
        `export HTTPS_PROXY=http://127.0.0.1:${proxyPort} NO_PROXY=localhost,127.0.0.1`,
        `aws sts get-caller-identity --region ${region}`,
      ],
    },
  ];
}

function connected(note: string, region: string): Step {
  return {
    title: 'Connect the other network',
    takes: '10 minutes',
    source: 'an estimate',
    note,
    commands: [`aws ec2 describe-vpc-peering-connections --region ${region}`],
  };
}
