import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.ts';
import { BreachedPasswordsService } from './breached-passwords.service.ts';
import { CredentialsService } from './credentials.service.ts';
import { PasswordHasherService } from './password-hasher.service.ts';
import { PasswordPolicyService } from './password-policy.service.ts';

/** Which passwords are allowed, and how they are hashed and checked. */
@Module({
  imports: [UsersModule],
  providers: [PasswordHasherService, BreachedPasswordsService, PasswordPolicyService, CredentialsService],
  exports: [PasswordHasherService, PasswordPolicyService, CredentialsService],
})
export class PasswordsModule {}
