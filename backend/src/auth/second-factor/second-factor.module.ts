import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { RecoveryCodeEntity } from './recovery-code.entity.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorController } from './second-factor.controller.ts';
import { SecondFactorService } from './second-factor.service.ts';
import { SecondFactorLockoutService } from './second-factor-lockout.service.ts';
import { SecondFactorResetService } from './second-factor-reset.service.ts';
import { TotpEnrolmentService } from './totp-enrolment.service.ts';
import { TotpSecretEntity } from './totp-secret.entity.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** One-time codes in addition to the password, and the recovery codes that replace them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([TotpSecretEntity, RecoveryCodeEntity]),
    SessionsModule,
    PasswordsModule,
    MailModule,
    AuditModule,
  ],
  controllers: [SecondFactorController],
  providers: [
    TotpSecretsService,
    RecoveryCodesService,
    TotpEnrolmentService,
    SecondFactorService,
    SecondFactorLockoutService,
    SecondFactorResetService,
  ],
  exports: [SecondFactorService, SecondFactorResetService],
})
export class SecondFactorModule {}
