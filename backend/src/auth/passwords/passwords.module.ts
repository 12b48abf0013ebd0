import { Module } from '@nestjs/common';
import { PasswordHasher } from './password-hasher.service.ts';
import { PasswordPolicy } from './password-policy.service.ts';

/** What a password may be, and how it is kept. */
@Module({ providers: [PasswordHasher, PasswordPolicy], exports: [PasswordHasher, PasswordPolicy] })
export class PasswordsModule {}
