import { Module } from '@nestjs/common';
import { PasswordHasherService } from './password-hasher.service.ts';
import { PasswordPolicyService } from './password-policy.service.ts';

/** What a password may be, and how it is kept. */
@Module({
  providers: [PasswordHasherService, PasswordPolicyService],
  exports: [PasswordHasherService, PasswordPolicyService],
})
export class PasswordsModule {}
