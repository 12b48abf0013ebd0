import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SecondFactorModule } from '../second-factor/second-factor.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { AuditEventsController } from './audit-events.controller.ts';
import { AuditTrailService } from './audit-trail.service.ts';
import { InitialAdminService } from './initial-admin.service.ts';
import { UserAdministrationService } from './user-administration.service.ts';
import { UserDirectoryService } from './user-directory.service.ts';
import { UsersController } from './users.controller.ts';

/** What admins see and change: the users and the audit log. */
@Module({
  imports: [SessionsModule, PasswordsModule, SecondFactorModule, AuditModule],
  controllers: [UsersController, AuditEventsController],
  providers: [UserDirectoryService, UserAdministrationService, AuditTrailService, InitialAdminService],
})
export class AdministrationModule {}
