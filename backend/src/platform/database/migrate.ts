import { pino } from 'pino';
import { readDatabaseSettings } from '../config/environment.ts';
import { migrate } from './migration-runner.ts';

// `node dist/platform/database/migrate.js [up|down]`. The migration Job runs it before new pods start.
const logger = pino({ name: 'migrate' });
const [direction = 'up'] = process.argv.slice(2);
if (direction !== 'up' && direction !== 'down') {
  logger.fatal(`The direction must be up or down, not ${direction}.`);
  process.exit(2);
}
try {
  const names = await migrate(readDatabaseSettings(), direction);
  logger.info({ direction, names }, names.length === 0 ? 'nothing to migrate' : 'migrated');
} catch (error) {
  logger.fatal({ err: error }, 'migration failed');
  process.exit(1);
}
