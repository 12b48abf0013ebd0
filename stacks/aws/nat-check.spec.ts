import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { handler } from './scripts/nat-check.mjs';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A page that gives one answer to each request, and the last one to all later ones. `undefined` closes the connection. */
async function pageWith(...answers: (string | undefined)[]): Promise<string> {
  const server = createServer((request, response) => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) request.socket.destroy();
    else response.end(answer);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const check = (url: string, seconds: number) =>
  handler({ url, address: '198.51.100.1', instance: 'i-1', seconds, pauseSeconds: 0.01 });

describe('the check of a NAT instance', () => {
  it('succeeds once the page sees the address of the instance', async () => {
    const url = await pageWith(undefined, '203.0.113.9\n', '198.51.100.1\n');
    await expect(check(url, 30)).resolves.toEqual({ address: '198.51.100.1' });
  });

  it('fails when the page sees another address, and names both', async () => {
    const url = await pageWith('203.0.113.9\n');
    await expect(check(url, 0.1)).rejects.toThrow(/i-1 does not forward.* from 198\.51\.100\.1: 203\.0\.113\.9/);
  });

  it('fails when nothing answers, and names the reason and the next command', async () => {
    const url = await pageWith('unused');
    for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
    await expect(check(url, 0.1)).rejects.toThrow(/ECONNREFUSED.* aws ec2 get-console-output .* i-1$/);
  });
});
