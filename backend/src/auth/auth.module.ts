import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthController } from './auth.controller.ts';
import { AuthService } from './auth.service.ts';
import { AuthHealthController } from './auth-health.controller.ts';
import { PasswordHasher } from './password-hasher.service.ts';
import { TokenIssuer } from './token-issuer.service.ts';
import { UserEntity } from './user.entity.ts';

@Module({
  imports: [TypeOrmModule.forFeature([UserEntity])],
  controllers: [AuthHealthController, AuthController],
  providers: [AuthService, PasswordHasher, TokenIssuer],
})
export class AuthModule {}
