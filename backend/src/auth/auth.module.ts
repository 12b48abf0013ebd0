import { Module } from '@nestjs/common';
import { AccountModule } from './account/account.module.ts';
import { AdministrationModule } from './administration/administration.module.ts';
import { AuthHealthController } from './auth-health.controller.ts';
import { JwksController } from './keys/jwks.controller.ts';
import { PasskeysModule } from './passkeys/passkeys.module.ts';
import { SecondFactorModule } from './second-factor/second-factor.module.ts';
import { SessionsModule } from './sessions/sessions.module.ts';
import { SignInModule } from './sign-in/sign-in.module.ts';
import { TokensModule } from './tokens/tokens.module.ts';

/**
 * Each folder is a Nest module, except `keys`: its code has no providers, because the command `keys` runs it without
 * Nest. Only its controller is registered here.
 */
@Module({
  imports: [
    AccountModule,
    SessionsModule,
    SignInModule,
    SecondFactorModule,
    PasskeysModule,
    TokensModule,
    AdministrationModule,
  ],
  controllers: [AuthHealthController, JwksController],
})
export class AuthModule {}
