import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack } from '../../tools/recorder/recorder.ts';
import { readEnvironment } from '../../tools/shared/environment.ts';
import { findProgram } from '../../tools/shared/machine.ts';
import { proxyPort } from './access-host.ts';

describe('the access host', () => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack('prod'));
  });

  it('has no public address, and stands in a private subnet', () => {
    expect(graph.one('ec2/instance:Instance', 'access-host').inputs).toMatchObject({
      associatePublicIpAddress: false,
      subnetId: 'private-eu-central-1a-id',
      vpcSecurityGroupIds: ['access-host-id'],
    });
  });

  it('has no key for SSH, and lets nothing in', () => {
    const instance = graph.one('ec2/instance:Instance', 'access-host');
    const template = graph.one(':LaunchTemplate', 'access-host');
    for (const { inputs } of [instance, template]) expect(inputs).not.toHaveProperty('keyName');
    const ingress = graph
      .all('SecurityGroupIngressRule')
      .filter(({ inputs }) => inputs.securityGroupId === 'access-host-id');
    expect(ingress).toEqual([]);
  });

  it('may be managed by Systems Manager, and nothing more', () => {
    const role = graph.one('iam/role:Role', 'access-host');
    const policies = [...graph.all('RolePolicyAttachment'), ...graph.all('iam/rolePolicy:RolePolicy')]
      .filter(({ references }) => references.includes(role.urn))
      .map(({ inputs }) => inputs.policyArn);
    expect(policies).toEqual(['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore']);
  });

  it('starts after the network has a way out', () => {
    const instance = graph.one('ec2/instance:Instance', 'access-host');
    expect(instance.dependsOn).toEqual(
      expect.arrayContaining([expect.stringContaining('taskyard:aws:NatGateways::nat')]),
    );
  });

  it('runs the proxy at its start', () => {
    const { userData } = graph.one(':LaunchTemplate', 'access-host').inputs;
    const script = Buffer.from(String(userData), 'base64').toString();
    expect(script).toContain(`connect-proxy.py ${proxyPort} 443`);
    expect(script).toContain('asyncio.start_server(serve, "127.0.0.1", listen)');
    expect(Buffer.byteLength(script)).toBeLessThan(16 * 1024);
  });
});

const python = findProgram(readEnvironment().machine, 'python3');

describe.skipIf(python === undefined)('the proxy of the access host', () => {
  let target: Server;
  let proxy: ChildProcess;
  let port: number;
  let targetPort: number;

  beforeAll(async () => {
    target = createServer((_, response) => response.end('the API server'));
    await once(target.listen(0, '127.0.0.1'), 'listening');
    targetPort = (target.address() as { port: number }).port;
    const script = join(import.meta.dirname, 'scripts', 'connect-proxy.py');
    proxy = spawn(python ?? '', [script, '0', String(targetPort)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = (await once(proxy.stdout ?? proxy, 'data')) as [Buffer];
    port = Number(printed.toString());
  });

  afterAll(async () => {
    proxy?.kill();
    target?.closeAllConnections();
    await new Promise((closed) => target?.close(closed));
  });

  it('opens a tunnel to the port that it may reach', async () => {
    const tunnel = request({ port, host: '127.0.0.1', method: 'CONNECT', path: `127.0.0.1:${targetPort}` });
    tunnel.end();
    const [{ statusCode }, socket] = await once(tunnel, 'connect');
    expect(statusCode).toBe(200);
    const get = request({ createConnection: () => socket, path: '/', host: 'api' });
    get.end();
    const [answer] = await once(get, 'response');
    const [body] = (await once(answer, 'data')) as [Buffer];
    expect(body.toString()).toBe('the API server');
    socket.destroy();
  });

  it.each([
    ['another port', 'CONNECT 127.0.0.1:22 HTTP/1.1', '403'],
    ['another method', 'GET http://127.0.0.1/ HTTP/1.1', '403'],
    ['a name that does not exist', 'CONNECT nowhere.invalid:PORT HTTP/1.1', '502'],
  ])('refuses %s', async (_, line, status) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`${line.replace('PORT', String(targetPort))}\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    socket.destroy();
  });
});
