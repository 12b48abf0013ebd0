import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { AccessTokenIssuerService } from './access-token-issuer.service.ts';
import { SessionEntity } from './session.entity.ts';
import { SessionCookiesService } from './session-cookies.service.ts';
import { SessionListService } from './session-list.service.ts';
import { SessionPurgeService } from './session-purge.service.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsService } from './sessions.service.ts';
import { SignedInGuard } from './signed-in.guard.ts';

/** Sessions: starting, refreshing, listing and ending them, and the guard for routes that need one. */
@Module({
  imports: [TypeOrmModule.forFeature([SessionEntity]), UsersModule, AuditModule],
  controllers: [SessionsController],
  providers: [
    AccessTokenIssuerService,
    SessionsService,
    SessionListService,
    SessionCookiesService,
    SessionPurgeService,
    SignedInGuard,
  ],
  // The modules are exported too: a module that uses SignedInGuard needs the repositories that the guard injects.
  exports: [TypeOrmModule, UsersModule, SessionsService, SessionListService, SessionCookiesService, SignedInGuard],
})
export class SessionsModule {}
