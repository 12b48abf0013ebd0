import { Module } from '@nestjs/common';

/** What admins see and do: the people, and the audit log. */
@Module({})
export class PeopleModule {}
