import { Module } from '@nestjs/common';
import { AuditEventsController } from '../audit/audit-events.controller.ts';
import { AuditTrail } from '../audit/audit-trail.service.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { InitialAdmin } from './initial-admin.service.ts';
import { PeopleController } from './people.controller.ts';
import { PeopleDirectory } from './people-directory.service.ts';
import { PersonAdministration } from './person-administration.service.ts';

/** What admins see and do: the people, and the audit log. */
@Module({
  imports: [SessionCoreModule, PasswordsModule],
  controllers: [PeopleController, AuditEventsController],
  providers: [PeopleDirectory, PersonAdministration, AuditTrail, InitialAdmin],
})
export class PeopleModule {}
