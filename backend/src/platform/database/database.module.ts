import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { dataSourceOptions } from './data-source-options.ts';
import { DatabaseHealthService } from './database-health.service.ts';

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
      providers: [DatabaseHealthService],
      exports: [DatabaseHealthService],
    };
  }
}
