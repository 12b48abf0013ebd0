import { z } from 'zod';
import { appSections } from './app-sections.ts';
import { awsSections } from './aws-sections.ts';
import { admitsPrivately } from './cluster-section.ts';
import { section } from './fields.ts';
import { kubernetesSections } from './kubernetes-sections.ts';
import { awsPlanSections, planSections } from './plan-sections.ts';

const awsStack = section({
  platform: z.literal('aws'),
  ...awsSections,
  protected: z.boolean(),
  ...awsPlanSections,
  ...appSections,
  ...planSections,
}).superRefine(({ account, network, cluster, database, ci, officeHours, protected: isProtected }, context) => {
  if (ci === undefined && cluster.admins.length === 0) {
    context.addIssue({
      code: 'custom',
      path: ['cluster', 'admins'],
      message: 'must name at least one role without ci: nobody could administer the cluster',
    });
  }
  if (ci !== undefined && cluster.publicAccessFrom.length === 0 && !admitsPrivately(cluster)) {
    context.addIssue({
      code: 'custom',
      path: ['cluster', 'privateAccessFrom'],
      message: `must admit the network or a security group of the runner ${ci.runner}: only people use the access host`,
    });
  }
  if (isProtected && officeHours !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['officeHours'],
      message: 'must not be set in a protected stack, which always runs',
    });
  }
  if (database.copies?.region === account.region) {
    context.addIssue({
      code: 'custom',
      path: ['database', 'copies', 'region'],
      message: `must be another region than ${account.region}`,
    });
  }
  for (const [index, zone] of network.zones.entries()) {
    if (zone.slice(0, -1) !== account.region) {
      context.addIssue({ code: 'custom', path: ['network', 'zones', index], message: `must lie in ${account.region}` });
    }
  }
});

const kubernetesStack = section({
  platform: z.literal('kubernetes'),
  ...kubernetesSections,
  protected: z.boolean(),
  ...appSections,
  ...planSections,
});

export const stackSchema = z
  .discriminatedUnion('platform', [awsStack, kubernetesStack], { error: 'must be aws or kubernetes' })
  .superRefine(({ apps, platform, delivery, manifests }, context) => {
    if (delivery !== 'pulumi' && manifests === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['manifests'],
        message: `must say where ${delivery} finds the manifests`,
      });
    }
    if (delivery !== 'pulumi' && platform === 'kubernetes') {
      // Without a secret store, the app's secrets are Kubernetes Secrets, and no rendered file may hold one.
      context.addIssue({ code: 'custom', path: ['delivery'], message: 'must be pulumi without AWS' });
    }
    const names = ['auth', 'tasks', 'web', ...apps.map((app) => app.name)];
    for (const [index, app] of apps.entries()) {
      if (names.indexOf(app.name) !== index + 3) {
        context.addIssue({ code: 'custom', path: ['apps', index, 'name'], message: 'must be used once' });
      }
      for (const [at, callee] of app.calls.entries()) {
        if (!names.includes(callee)) {
          context.addIssue({
            code: 'custom',
            path: ['apps', index, 'calls', at],
            message: `must be one of ${names.join(', ')}`,
          });
        }
      }
      if (platform === 'kubernetes' && app.permissions !== undefined) {
        context.addIssue({ code: 'custom', path: ['apps', index, 'permissions'], message: 'exist on aws only' });
      }
    }
  });

export type AwsStack = z.output<typeof awsStack>;
export type KubernetesStack = z.output<typeof kubernetesStack>;
export type StackSettings = AwsStack | KubernetesStack;
export type Usage = AwsStack['usage'];
export type Exemption = StackSettings['exemptions'][number];
export type AppConfig = StackSettings['apps'][number];
export type WorkloadScale = Pick<AppConfig, 'replicas' | 'cpu' | 'memory' | 'memoryLimit'>;
