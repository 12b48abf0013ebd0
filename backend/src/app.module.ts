import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from './access/access.module.ts';
import { AuthModule } from './auth/auth.module.ts';
import { ConfigModule } from './config/config.module.ts';
import type { Environment, FeatureModule } from './config/environment.ts';
import { DatabaseModule } from './database/database.module.ts';
import { HttpModule } from './http/http.module.ts';
import { LimitsModule } from './limits/limits.module.ts';
import { TasksModule } from './tasks/tasks.module.ts';
import { TelemetryModule } from './telemetry/telemetry.module.ts';

const features: Readonly<Record<FeatureModule, Type>> = { auth: AuthModule, tasks: TasksModule };

/** The shared floors, and the features that `MODULES` names. */
@Module({})
export class AppModule {
  static forRoot(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(environment),
        TelemetryModule,
        DatabaseModule.forRoot(),
        HttpModule,
        AccessModule,
        LimitsModule,
        ScheduleModule.forRoot(),
        ...new Set(environment.MODULES.map((name) => features[name])),
      ],
    };
  }
}
