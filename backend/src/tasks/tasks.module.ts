import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TaskEntity } from './task.entity.ts';
import { TaskExportsService } from './task-exports.service.ts';
import { TaskSearchesService } from './task-searches.service.ts';
import { TasksController } from './tasks.controller.ts';
import { TasksService } from './tasks.service.ts';
import { TasksHealthController } from './tasks-health.controller.ts';
import { TrashController } from './trash.controller.ts';
import { TrashService } from './trash.service.ts';
import { TrashPurgeService } from './trash-purge.service.ts';

@Module({
  imports: [TypeOrmModule.forFeature([TaskEntity])],
  controllers: [TasksHealthController, TrashController, TasksController],
  providers: [TasksService, TaskExportsService, TaskSearchesService, TrashService, TrashPurgeService],
})
export class TasksModule {}
