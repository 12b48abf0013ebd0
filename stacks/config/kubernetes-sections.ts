import { z } from 'zod';
import { cidr, cron, dnsLabel, domain, list, section } from './fields.ts';

const cluster = section({
  context: z.string().min(1).optional(),
  metricsServer: z.boolean(),
  storageClass: z.string().min(1).optional(),
  monitoringNamespace: dnsLabel,
});

/** Names of keys that Pulumi creates. The first one signs, all of them are trusted. The operator rotates them by editing the list. */
const keyNames = list(z.string().regex(/^[a-z0-9-]{1,20}$/, 'must be 1 to 20 lower-case letters, digits and dashes'))
  .refine((keys) => keys.length > 0, { error: 'must name at least one key' })
  .refine((keys) => new Set(keys).size === keys.length, { error: 'must name each key once' });

const statefulset = section({
  engine: z.literal('statefulset'),
  storageGb: z.int().min(1).max(16384),
  dumpSchedule: cron,
  dumpsKept: z.int().min(1).max(90),
  /** Whether the volumes outlive `pulumi destroy`. They always do in a protected stack. */
  keepData: z.boolean().default(true),
  /** The authorities of the server's certificate. */
  authorities: keyNames.default(['first']),
});

const database = z.discriminatedUnion('engine', [statefulset], {
  error: 'must have engine: statefulset, the only one without AWS',
});

const signingKeys = section({ names: keyNames });

const ingress = section({
  domain,
  target: z.discriminatedUnion(
    'kind',
    [
      section({ kind: z.literal('ingress'), className: dnsLabel }),
      section({ kind: z.literal('gateway'), name: dnsLabel, namespace: dnsLabel }),
    ],
    { error: 'must have a kind: ingress or gateway' },
  ),
  controllerNamespace: dnsLabel,
  trustedProxies: list(cidr),
  tls: z.discriminatedUnion(
    'mode',
    [
      section({ mode: z.literal('none') }),
      section({ mode: z.literal('issuer'), clusterIssuer: dnsLabel }),
      section({ mode: z.literal('certificate'), secretName: dnsLabel }),
    ],
    { error: 'must have a mode: none, issuer or certificate' },
  ),
}).refine(({ tls, domain: host }) => tls.mode !== 'none' || host === 'localhost', {
  path: ['tls', 'mode'],
  error: 'may be none only for the domain localhost; elsewhere passwords would travel in clear: issuer or certificate',
});

/** The keys of a stack on a Kubernetes cluster that exists. */
export const kubernetesSections = { cluster, database, ingress, signingKeys };
