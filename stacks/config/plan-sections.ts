import { z } from 'zod';
import { dnsLabel, list, section } from './fields.ts';

/** The assumed use in a month, because list prices do not include traffic. Only `plan` reads and shows it. No resource depends on it. */
const usage = section({
  load: z.number().min(0).max(1),
  node: z.string().regex(/^[a-z]\w*\.\w+$/, 'must be an EC2 instance type such as m6g.large'),
  spotDiscount: z.number().min(0).max(0.9),
  natGb: z.number().min(0),
  endpointGb: z.number().min(0),
  internetGb: z.number().min(0),
  loadBalancerUnits: z.number().min(0),
  requestsMillion: z.number().min(0),
  logGb: section({
    flow: z.number().min(0),
    cluster: z.number().min(0),
    database: z.number().min(0),
    waf: z.number().min(0),
  }),
  imageGb: z.number().min(0),
});

const budget = section({ monthlyUsd: z.number().min(0) });

const exemption = section({
  rule: dnsLabel,
  resource: z.string().min(1),
  reason: z.string().min(20, 'must say in a sentence why the rule does not hold here'),
});

/** Where a GitOps controller finds what `npm run render` wrote. */
const manifests = section({
  repository: z.string().regex(/^(https|ssh):\/\/\S+$/, 'must be the https:// or ssh:// address of a Git repository'),
  revision: z.string().min(1),
  path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/, 'must be a relative folder of that repository, such as stacks/prod'),
});

const delivery = z.enum(['pulumi', 'argocd', 'flux']);

/** The keys of every stack that `plan` and `render` read. */
export const planSections = {
  budget: budget.optional(),
  exemptions: list(exemption).default([]),
  delivery: delivery.default('pulumi'),
  manifests: manifests.optional(),
};

/** The keys of a stack on AWS that `plan` alone reads. */
export const awsPlanSections = { usage };
