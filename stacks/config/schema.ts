import { z } from 'zod';
import * as ofApp from './app-sections.ts';
import * as ofAws from './aws-sections.ts';
import { list, section } from './fields.ts';
import * as ofKubernetes from './kubernetes-sections.ts';
import { awake } from './office-hours.ts';
import * as ofPlan from './plan-sections.ts';

const shared = {
  protected: z.boolean(),
  images: ofApp.images,
  workloads: ofApp.workloads,
  apps: list(ofApp.app).default([]),
  secrets: ofApp.secrets,
  admin: ofApp.admin.optional(),
  mail: ofApp.mail.optional(),
  budget: ofPlan.budget.optional(),
  exemptions: list(ofPlan.exemption).default([]),
  delivery: ofPlan.delivery.default('pulumi'),
  manifests: ofPlan.manifests.optional(),
};

const awsStack = section({
  platform: z.literal('aws'),
  account: ofAws.account,
  network: ofAws.network,
  cluster: ofAws.awsCluster,
  database: ofAws.awsDatabase,
  edge: ofAws.awsEdge,
  ci: ofAws.ci.optional(),
  signingKeys: ofAws.signingKeys,
  usage: ofPlan.usage,
  awake: awake.optional(),
  ...shared,
}).superRefine(({ account, network, awake: hours, protected: kept }, context) => {
  if (kept && hours !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['awake'],
      message: 'must not be set in a protected stack: it never sleeps',
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
  cluster: ofKubernetes.existingCluster,
  database: ofKubernetes.clusterDatabase,
  edge: ofKubernetes.clusterEdge,
  signingKeys: ofKubernetes.signingKeys,
  ...shared,
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
      // Without a store the app's secrets are Kubernetes Secrets, which no rendered file may hold.
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
