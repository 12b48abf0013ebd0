import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PersonalAccessTokenEntity } from '../../platform/access/personal-access-token.entity.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { PersonalTokenPurgeService } from './personal-token-purge.service.ts';
import { PersonalTokensController } from './personal-tokens.controller.ts';
import { PersonalTokensService } from './personal-tokens.service.ts';

/** Personal access tokens: made, seen and revoked by the person they act for. */
@Module({
  imports: [TypeOrmModule.forFeature([PersonalAccessTokenEntity]), SessionCoreModule],
  controllers: [PersonalTokensController],
  providers: [PersonalTokensService, PersonalTokenPurgeService],
})
export class TokensModule {}
