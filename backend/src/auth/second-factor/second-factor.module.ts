import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { RecoveryCodeEntity } from './recovery-code.entity.ts';
import { RecoveryCodes } from './recovery-codes.service.ts';
import { SecondFactorController } from './second-factor.controller.ts';
import { SecondFactor } from './second-factor.service.ts';
import { TotpEnrolment } from './totp-enrolment.service.ts';
import { TotpSecretEntity } from './totp-secret.entity.ts';
import { TotpSecrets } from './totp-secrets.service.ts';

/** One-time codes besides the password, and the recovery codes that stand in for them. */
@Module({
  imports: [TypeOrmModule.forFeature([TotpSecretEntity, RecoveryCodeEntity]), SessionCoreModule, AccountsModule],
  controllers: [SecondFactorController],
  providers: [TotpSecrets, RecoveryCodes, TotpEnrolment, SecondFactor],
  exports: [SecondFactor],
})
export class SecondFactorModule {}
