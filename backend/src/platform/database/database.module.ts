import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { dataSourceOptions } from './data-source-options.ts';
import { DatabaseHealthService } from './database-health.service.ts';
import { ReservedConnectionService } from './reserved-connection.service.ts';
import { StatementTimeService } from './statement-time.service.ts';

/** The connection pool of all features. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [ENVIRONMENT],
          useFactory: (environment: Environment) => ({
            ...dataSourceOptions(environment.DATABASE_URL, environment),
            autoLoadEntities: true,
          }),
        }),
      ],
      providers: [StatementTimeService, ReservedConnectionService, DatabaseHealthService],
      exports: [DatabaseHealthService, ReservedConnectionService],
    };
  }
}
