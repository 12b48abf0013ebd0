import { Module } from '@nestjs/common';
import { AuditEventsController } from '../audit/audit-events.controller.ts';
import { AuditTrailService } from '../audit/audit-trail.service.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { InitialAdminService } from './initial-admin.service.ts';
import { UserAdministrationService } from './user-administration.service.ts';
import { UserDirectoryService } from './user-directory.service.ts';
import { UsersController } from './users.controller.ts';

/** What admins see and do: the people, and the audit log. */
@Module({
  imports: [SessionCoreModule, PasswordsModule],
  controllers: [UsersController, AuditEventsController],
  providers: [UserDirectoryService, UserAdministrationService, AuditTrailService, InitialAdminService],
})
export class UsersModule {}
