import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { AccessTokenIssuerService } from './access-token-issuer.service.ts';
import { SessionEntity } from './session.entity.ts';
import { SessionCookieJarService } from './session-cookie-jar.service.ts';
import { SessionListService } from './session-list.service.ts';
import { SessionsService } from './sessions.service.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';
import { SignedInGuard } from './signed-in.guard.ts';

/** Sessions as the other parts of auth use them: starting and ending them, and who is in one. */
@Module({
  imports: [TypeOrmModule.forFeature([SessionEntity, UserEntity]), AuditModule],
  providers: [
    AccessTokenIssuerService,
    SessionsService,
    SessionListService,
    SessionCookieJarService,
    SignedInGuard,
    SignInLockoutService,
  ],
  exports: [
    TypeOrmModule,
    AuditModule,
    SessionsService,
    SessionListService,
    SessionCookieJarService,
    SignedInGuard,
    SignInLockoutService,
  ],
})
export class SessionCoreModule {}
