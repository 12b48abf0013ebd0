import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AuthModule } from './auth/auth.module.ts';
import { AccessModule } from './platform/access/access.module.ts';
import { ConfigModule } from './platform/config/config.module.ts';
import type { Environment, FeatureModule } from './platform/config/environment.ts';
import { DatabaseModule } from './platform/database/database.module.ts';
import { HttpModule } from './platform/http/http.module.ts';
import { LimitsModule } from './platform/limits/limits.module.ts';
import { TelemetryModule } from './platform/telemetry/telemetry.module.ts';
import { TasksModule } from './tasks/tasks.module.ts';

const features: Readonly<Record<FeatureModule, Type>> = { auth: AuthModule, tasks: TasksModule };

/** The platform modules, and the feature modules that `MODULES` names. */
@Module({})
export class AppModule {
  static forRoot(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(environment),
        TelemetryModule,
        DatabaseModule.forRoot(environment),
        HttpModule,
        AccessModule,
        LimitsModule,
        ScheduleModule.forRoot(),
        ...new Set(environment.MODULES.map((name) => features[name])),
      ],
    };
  }
}
