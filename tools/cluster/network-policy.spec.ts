import { describe, expect, it } from 'vitest';
import { type Endpoint, mayReach, type NetworkPolicy } from './network-policy.ts';

const pod = (namespace: string, app: string): Endpoint => ({
  namespace,
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
  labels: { app },
  ports: { http: 4000 },
});
const [web, api, other] = [pod('shop', 'web'), pod('shop', 'api'), pod('other', 'web')];
const http = { number: 4000, protocol: 'TCP' } as const;

const defaultDeny: NetworkPolicy = {
  metadata: { namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};
const policy = (app: string, spec: NetworkPolicy['spec']): NetworkPolicy => ({
  metadata: { namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app } }, ...spec },
});
const peer = (app: string) => ({ podSelector: { matchLabels: { app } } });

describe('the network policy evaluator', () => {
  it('allows every connection where no policy selects a pod', () => {
    expect(mayReach([], web, api, http)).toBe(true);
    expect(mayReach([defaultDeny], other, pod('other', 'api'), http)).toBe(true);
  });

  it('requires both egress and ingress to be allowed', () => {
    const out = policy('web', { policyTypes: ['Egress'], egress: [{ to: [peer('api')], ports: [{ port: 4000 }] }] });
    const into = policy('api', {
      policyTypes: ['Ingress'],
      ingress: [{ from: [peer('web')], ports: [{ port: 4000 }] }],
    });
    expect(mayReach([defaultDeny, out], web, api, http)).toBe(false);
    expect(mayReach([defaultDeny, into], web, api, http)).toBe(false);
    expect(mayReach([defaultDeny, out, into], web, api, http)).toBe(true);
    expect(mayReach([defaultDeny, out, into], api, web, http)).toBe(false);
    expect(mayReach([defaultDeny, out, into], web, api, { number: 4001, protocol: 'TCP' })).toBe(false);
    expect(mayReach([defaultDeny, out, into], web, api, { number: 4000, protocol: 'UDP' })).toBe(false);
  });

  it('matches a pod selector without a namespace selector only in the namespace of the policy', () => {
    const into = policy('api', { ingress: [{ from: [peer('web')] }] });
    expect(mayReach([into], web, api, http)).toBe(true);
    expect(mayReach([into], other, api, http)).toBe(false);
  });

  it('supports namespace selectors, named ports and port ranges', () => {
    const anywhere = {
      namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] },
    };
    const named = policy('api', { ingress: [{ from: [anywhere], ports: [{ port: 'http' }] }] });
    const ranged = policy('api', { ingress: [{ from: [anywhere], ports: [{ port: 3999, endPort: 4001 }] }] });
    for (const into of [named, ranged]) expect(mayReach([into], other, api, http)).toBe(true);
    expect(mayReach([named], other, api, { number: 4001, protocol: 'TCP' })).toBe(false);
  });

  it('matches addresses by range and exception, and pods never by address', () => {
    const block = { ipBlock: { cidr: '10.0.0.0/16', except: ['10.0.9.0/24'] } };
    const into = policy('api', { ingress: [{ from: [block] }] });
    expect(mayReach([into], { address: '10.0.1.7' }, api, http)).toBe(true);
    expect(mayReach([into], { address: '10.0.9.7' }, api, http)).toBe(false);
    expect(mayReach([into], { address: '10.1.0.1' }, api, http)).toBe(false);
    expect(mayReach([into], web, api, http)).toBe(false);
  });
});
