import { Module } from '@nestjs/common';
import { AuditEventsController } from '../audit/audit-events.controller.ts';
import { AuditTrail } from '../audit/audit-trail.service.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { PeopleController } from './people.controller.ts';
import { PeopleDirectory } from './people-directory.service.ts';
import { PersonAdministration } from './person-administration.service.ts';

/** What admins see and do: the people, and the audit log. */
@Module({
  imports: [SessionCoreModule],
  controllers: [PeopleController, AuditEventsController],
  providers: [PeopleDirectory, PersonAdministration, AuditTrail],
})
export class PeopleModule {}
