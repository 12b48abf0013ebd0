import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PersonalAccessTokenEntity } from '../../platform/access/personal-access-token.entity.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { PersonalTokenPurgeService } from './personal-token-purge.service.ts';
import { PersonalTokensController } from './personal-tokens.controller.ts';
import { PersonalTokensService } from './personal-tokens.service.ts';

/** Personal access tokens: users create, list and revoke their own. */
@Module({
  imports: [TypeOrmModule.forFeature([PersonalAccessTokenEntity]), SessionsModule, MailModule, AuditModule],
  controllers: [PersonalTokensController],
  providers: [PersonalTokensService, PersonalTokenPurgeService],
})
export class TokensModule {}
