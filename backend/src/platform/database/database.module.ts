import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Environment } from '../config/environment.ts';
import { dataSourceOptions } from './data-source-options.ts';
import { DatabaseHealthService } from './database-health.service.ts';
import { initializeWhenReachable } from './initialize-when-reachable.ts';
import { ReservedConnectionService } from './reserved-connection.service.ts';
import { StatementTimeService } from './statement-time.service.ts';

/** The connection pool of all features. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(environment: Environment): DynamicModule {
    const options = dataSourceOptions(environment.DATABASE_URL, environment);
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // Nest would also try a wrong password again.
          useFactory: () => ({ ...options, autoLoadEntities: true, toRetry: () => false }),
          dataSourceFactory: (withEntities = options) =>
            initializeWhenReachable(new DataSource(withEntities), environment.DATABASE_CONNECT_SECONDS),
        }),
      ],
      providers: [StatementTimeService, ReservedConnectionService, DatabaseHealthService],
      exports: [DatabaseHealthService, ReservedConnectionService],
    };
  }
}
