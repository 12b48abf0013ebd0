import type { Scenario } from '../scenario.ts';

/** Namespaces of the cluster itself and of what `npm run cluster` installs beside the stack. */
const ownNamespaces = /^(default|kube-.*|local-path-storage|traefik|monitoring|metrics-server)$/;
const kinds = ['pods', 'jobs', 'persistentvolumeclaims', 'ingresses', 'secrets', 'configmaps', 'networkpolicies'];

export const destroy: Scenario = {
  name: 'destroy',
  description: '`pulumi destroy`: nothing of the stack is left',
  timeLimitSeconds: 600,
  runsWhenLate: true,
  run: async ({ cluster, kubernetes }) => {
    const { exitCode, output } = await cluster.destroy();
    if (exitCode !== 0) throw new Error(`destroy failed: ${output.trim().split('\n').slice(-20).join('\n')}`);
    const namespaces = (await kubernetes.list('namespaces')).map(({ metadata }) => metadata.name);
    const left = namespaces.filter((name) => !ownNamespaces.test(name)).map((name) => `namespace ${name}`);
    for (const kind of kinds) {
      for (const { metadata } of await kubernetes.list(kind))
        if (!ownNamespaces.test(metadata.namespace ?? 'default'))
          left.push(`${kind} ${metadata.namespace}/${metadata.name}`);
    }
    for (const { metadata } of await kubernetes.list('priorityclasses'))
      if (!metadata.name.startsWith('system-')) left.push(`priority class ${metadata.name}`);
    if (left.length > 0) throw new Error(`left after destroy: ${left.join(', ')}`);
    return { left: 0 };
  },
};
