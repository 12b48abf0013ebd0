import { imagesOf, quotaOf } from './app/app-topology.ts';
import { createApplication } from './app/application.ts';
import { databasePort } from './app/database.ts';
import { DatabaseInCluster } from './app/database-in-cluster.ts';
import { GeneratedSecrets } from './app/generated-secrets.ts';
import { rotationServiceAccount } from './app/key-rotation.ts';
import { AccessHost } from './aws/access-host.ts';
import { Account } from './aws/account.ts';
import { AppPermissions } from './aws/app-permissions.ts';
import { CiIdentity } from './aws/ci-identity.ts';
import { DatabaseOfficeHours } from './aws/database-office-hours.ts';
import { DnsRecord } from './aws/dns-record.ts';
import { EncryptionKeys } from './aws/encryption-keys.ts';
import { KeyRotationRole } from './aws/key-rotation-role.ts';
import { ManagedDatabase } from './aws/managed-database.ts';
import { Network } from './aws/network.ts';
import { Registry } from './aws/registry.ts';
import { StoredSecrets } from './aws/stored-secrets.ts';
import { AlbIngressClass } from './cluster/alb-ingress-class.ts';
import { AppNamespaces } from './cluster/app-namespaces.ts';
import { AutoModeCluster } from './cluster/auto-mode-cluster.ts';
import { checkCaller } from './cluster/caller.ts';
import { DriftReader } from './cluster/drift-reader.ts';
import { ExistingCluster } from './cluster/existing-cluster.ts';
import { ExternalSecrets } from './cluster/external-secrets.ts';
import { IngressCertificate } from './cluster/ingress-certificate.ts';
import { OfficeHours } from './cluster/office-hours.ts';
import { endsBeforeCluster } from './config/environment.ts';
import type { AwsStack, KubernetesStack } from './config/schema.ts';
import { readConfig, type StackConfig } from './config.ts';

/** The program of every stack. The engine calls it, and tests and `plan` call it with mocks. */
export default async function taskyard() {
  const config = readConfig();
  return config.platform === 'aws' ? await onAws(config) : onKubernetes(config);
}

type Stack<Settings> = Settings & Pick<StackConfig, 'name' | 'prefix'>;

/** A whole environment in its own AWS account. */
async function onAws(config: Stack<AwsStack>) {
  const { prefix, account, images, apps, secrets, officeHours, protected: isProtected } = config;
  const { region, id: accountId } = account;
  const { hostedZoneId, domain } = config.ingress;

  const { provider } = new Account('account', { account, stack: config.name });
  const aws = { provider };
  const { admins } = config.cluster;
  // Nothing is created for a caller who could not finish.
  await checkCaller({ admins, prefix, accountId, hasCi: config.ci !== undefined }, provider);
  const keys = new EncryptionKeys('keys', { prefix, protected: isProtected }, aws);
  const network = new Network('network', { settings: config.network, region, accountId, prefix }, aws);
  const registry = new Registry('registry', { images: imagesOf(images, apps), protected: isProtected }, aws);
  const ci =
    config.ci &&
    new CiIdentity(
      'ci',
      { ci: config.ci, account, prefix, hostedZoneId, copiesRegion: config.database.copies?.region },
      aws,
    );
  const accessHost = config.cluster.accessHost
    ? new AccessHost('access-host', { network, accountId, prefix }, aws)
    : undefined;
  if (endsBeforeCluster()) return { ...(accessHost && { accessHost: accessHost.instanceId }) };

  const cluster = new AutoModeCluster(
    'cluster',
    {
      settings: config.cluster,
      network,
      prefix,
      region,
      accountId,
      keyArn: keys.cluster,
      ci,
      accessHost,
      protected: isProtected,
      officeHours: officeHours !== undefined,
    },
    aws,
  );
  const inCluster = { providers: [provider, cluster.target.provider] };
  if (ci) new DriftReader('drift-reader', { cluster: cluster.target });
  const namespaces = new AppNamespaces('app-namespaces', { cluster: cluster.target, quota: quotaOf(config) });
  const permissions = new AppPermissions('app-permissions', { apps, cluster, prefix, region, accountId }, aws);

  const database = new ManagedDatabase(
    'database',
    {
      settings: config.database,
      network,
      region,
      prefix,
      port: databasePort,
      clientGroupId: cluster.securityGroupId,
      keys,
      officeHours,
      protected: isProtected,
    },
    aws,
  );

  // Only the first signing key is generated here. The rotation generates the others.
  const { values } = new GeneratedSecrets('secrets', {
    generation: secrets.generation,
    signingKeys: ['first'],
    databaseRoot: false,
  });
  const stored = new StoredSecrets(
    'stored-secrets',
    {
      values,
      prefix,
      keyArn: keys.secrets,
      generation: secrets.generation,
      recoveryDays: secrets.recoveryDays,
      protected: isProtected,
    },
    aws,
  );
  const rotationRole = new KeyRotationRole(
    'key-rotation-role',
    {
      cluster,
      accountId,
      prefix,
      serviceAccount: rotationServiceAccount,
      secretArn: stored.signingKeysArn,
      keyArn: keys.secrets,
    },
    aws,
  );
  const externalSecrets = new ExternalSecrets(
    'external-secrets',
    {
      cluster,
      prefix,
      region,
      accountId,
      additionalSecretArns: [database.masterSecretArn],
      keyArn: keys.secrets,
      revision: `g${secrets.generation}${database.ending}`,
      namespaces,
    },
    { ...inCluster, dependsOn: [stored] },
  );
  if (officeHours) {
    new DatabaseOfficeHours(
      'database-office-hours',
      {
        officeHours,
        engine: config.database.engine,
        identifiers: database.identifiers,
        prefix,
        region,
        accountId,
      },
      { ...aws, dependsOn: [database] },
    );
    new OfficeHours(
      'office-hours',
      {
        cluster: cluster.target,
        officeHours,
        apiServer: cluster.apiServer,
        namespaces: [namespaces.app, externalSecrets.namespace],
      },
      inCluster,
    );
  }
  const ingressClass = new AlbIngressClass(
    'alb-ingress-class',
    { ingress: config.ingress, cluster: cluster.target, network, account, prefix, protected: isProtected },
    inCluster,
  );

  const ingress = createApplication({
    config,
    cluster: {
      ...cluster.target,
      prerequisites: [...cluster.target.prerequisites, permissions, rotationRole],
    },
    namespaces,
    secretSource: externalSecrets.source,
    database,
    ingressTarget: ingressClass.target,
    origin: ingressClass.origin,
    imageReference: (image) => registry.image(image),
  });
  new DnsRecord('dns-record', { domain, hostedZoneId, region, target: ingress.loadBalancer }, aws);

  return {
    origin: ingressClass.origin,
    previewRole: ci?.previewRoleArn,
    driftRole: ci?.driftRoleArn,
    deployRole: ci?.deployRoleArn,
    ...(accessHost && { accessHost: accessHost.instanceId }),
    databaseHost: database.host,
    databaseSecret: database.masterSecretArn,
    ...(database.restored && {
      restoredDatabaseHost: database.restored.host,
      restoredDatabaseSecret: database.restored.masterSecretArn,
    }),
  };
}

/** The app and its database on a cluster that exists. */
function onKubernetes(config: Stack<KubernetesStack>) {
  const { target: cluster } = new ExistingCluster('cluster', { cluster: config.cluster, ingress: config.ingress });
  const retention = {
    protect: config.protected,
    retainOnDelete: config.protected || config.database.keepData,
  };
  const namespaces = new AppNamespaces('app-namespaces', { cluster, quota: quotaOf(config), retention });
  const secrets = new GeneratedSecrets('secrets', {
    generation: config.secrets.generation,
    signingKeys: config.signingKeys.names,
    databaseRoot: true,
  });
  const secretSource = { kind: 'inline', values: secrets.values } as const;
  const database = new DatabaseInCluster(
    'database',
    { cluster, secretSource, namespaces, image: config.images.mysql, settings: config.database, retention },
    // Without the passwords and the encryption key, the volumes cannot be read. `pulumi destroy --exclude-protected` keeps
    // what the volumes depend on.
    { dependsOn: [secrets] },
  );
  const certificate = new IngressCertificate('certificate', {
    cluster,
    namespace: namespaces.app,
    ingress: config.ingress,
  });

  createApplication({
    config,
    cluster,
    namespaces,
    secretSource,
    database,
    ingressTarget: certificate.target,
    origin: certificate.origin,
    imageReference: (image) => image,
  });
  return { origin: certificate.origin };
}
