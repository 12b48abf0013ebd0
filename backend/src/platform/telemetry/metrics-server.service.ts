import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';

/** Serves `/metrics` on its own port. No load balancer routes to it. */
@Injectable()
export class MetricsServerService implements OnApplicationShutdown {
  private readonly server: Server;

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    registry: Registry,
  ) {
    this.server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      registry.metrics().then(
        (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    });
  }

  /** @returns the port; `METRICS_PORT` 0 takes a free one */
  async listen(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once('error', reject).listen(this.environment.METRICS_PORT, this.environment.HOST, resolve);
    await promise;
    return (this.server.address() as AddressInfo).port;
  }

  onApplicationShutdown(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
