import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { AccessTokenIssuer } from './access-token-issuer.service.ts';
import { Devices } from './devices.service.ts';
import { SessionEntity } from './session.entity.ts';
import { SessionCookieJar } from './session-cookie-jar.service.ts';
import { Sessions } from './sessions.service.ts';
import { SignInLockout } from './sign-in-lockout.service.ts';
import { SignedInGuard } from './signed-in.guard.ts';

/** Sessions as the other parts of auth use them: starting and ending them, and who is in one. */
@Module({
  imports: [TypeOrmModule.forFeature([SessionEntity, UserEntity]), AuditModule],
  providers: [AccessTokenIssuer, Sessions, Devices, SessionCookieJar, SignedInGuard, SignInLockout],
  exports: [TypeOrmModule, AuditModule, Sessions, Devices, SessionCookieJar, SignedInGuard, SignInLockout],
})
export class SessionCoreModule {}
