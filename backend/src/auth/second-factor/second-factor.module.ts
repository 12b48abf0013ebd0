import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { RecoveryCodeEntity } from './recovery-code.entity.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorController } from './second-factor.controller.ts';
import { SecondFactorService } from './second-factor.service.ts';
import { TotpEnrolmentService } from './totp-enrolment.service.ts';
import { TotpSecretEntity } from './totp-secret.entity.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** One-time codes besides the password, and the recovery codes that stand in for them. */
@Module({
  imports: [TypeOrmModule.forFeature([TotpSecretEntity, RecoveryCodeEntity]), SessionCoreModule, AccountsModule],
  controllers: [SecondFactorController],
  providers: [TotpSecretsService, RecoveryCodesService, TotpEnrolmentService, SecondFactorService],
  exports: [SecondFactorService],
})
export class SecondFactorModule {}
