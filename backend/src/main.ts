import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { pino } from 'pino';
import { createApp } from './create-app.ts';
import { ConfigurationError } from './platform/config/configuration-error.ts';
import { type Environment, readEnvironment } from './platform/config/environment.ts';
import { migrate } from './platform/database/migration-runner.ts';
import { LifecycleService } from './platform/http/lifecycle.service.ts';
import { MetricsServerService } from './platform/telemetry/metrics-server.service.ts';

/**
 * How long open requests may take after the server stopped accepting connections. It also limits the wait for
 * connections that were opened and never sent a request, which clients with a pool leave behind: Node counts them
 * neither as idle nor as busy.
 */
const closeTimeoutMs = 4_000;

const logger = new Logger('main');

async function start(environment: Environment): Promise<void> {
  const migrated = environment.MIGRATE_ON_START ? await migrate(environment, 'up') : [];
  const app = await createApp(environment);
  const metricsPort = await app.get(MetricsServerService).listen();
  await app.listen(environment.PORT, environment.HOST);
  logger.log({ url: await app.getUrl(), metricsPort, modules: environment.MODULES, migrated }, 'listening');

  const stop = async (signal: string) => {
    logger.log({ signal }, 'draining');
    app.get(LifecycleService).drain();
    // The load balancer keeps sending requests until it has seen the readiness probe fail.
    await delay(environment.SHUTDOWN_DRAIN_SECONDS * 1000);
    const closeTimer = setTimeout(() => app.getHttpServer().closeAllConnections(), closeTimeoutMs);
    await app.close();
    clearTimeout(closeTimer);
    logger.log('stopped');
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  await start(readEnvironment());
} catch (error) {
  const startLogger = pino();
  if (error instanceof ConfigurationError) startLogger.fatal(error.message);
  else startLogger.fatal({ err: error }, 'could not start');
  process.exit(1);
}
