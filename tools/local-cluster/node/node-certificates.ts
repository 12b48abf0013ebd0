import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateAuthority } from '../../shared/certificates.ts';
import { nodeNetwork } from './node-paths.ts';

/** Files of the certificates. */
export interface NodeCertificates {
  readonly authority: string;
  /** The API server as a client of the kubelet. */
  readonly kubeletClient: { readonly certificate: string; readonly key: string };
  /** The API server as a proxy for metrics-server. It has an authority of its own, as Kubernetes requires. */
  readonly frontProxyAuthority: string;
  readonly frontProxyClient: { readonly certificate: string; readonly key: string };
}

/** Writes the certificates of a control plane into `folder`. `apiserver.crt` and `.key` are where the API server looks. */
export async function writeNodeCertificates(folder: string): Promise<NodeCertificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  const authority = await CertificateAuthority.create('CN=taskyard-local');
  const frontProxy = await CertificateAuthority.create('CN=taskyard-front-proxy');
  const server = await authority.issue({
    subject: 'CN=kube-apiserver',
    use: 'server',
    dnsNames: ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    addresses: ['127.0.0.1', nodeNetwork.node, nodeNetwork.apiService],
  });
  write('apiserver.crt', server.certificate + authority.certificate);
  write('apiserver.key', server.privateKey);
  const kubelet = await authority.issue({ subject: 'CN=kube-apiserver, O=system:masters', use: 'client' });
  const proxy = await frontProxy.issue({ subject: 'CN=front-proxy-client', use: 'client' });
  return {
    authority: write('ca.crt', authority.certificate),
    kubeletClient: {
      certificate: write('kubelet-client.crt', kubelet.certificate),
      key: write('kubelet-client.key', kubelet.privateKey),
    },
    frontProxyAuthority: write('front-proxy-ca.crt', frontProxy.certificate),
    frontProxyClient: {
      certificate: write('front-proxy-client.crt', proxy.certificate),
      key: write('front-proxy-client.key', proxy.privateKey),
    },
  };
}
