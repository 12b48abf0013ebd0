import { Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.ts';
import { AuthHealthController } from './auth-health.controller.ts';
import { JwksController } from './keys/jwks.controller.ts';
import { MailModule } from './mail/mail.module.ts';
import { PasskeysModule } from './passkeys/passkeys.module.ts';
import { SecondFactorModule } from './second-factor/second-factor.module.ts';
import { SessionsModule } from './sessions/sessions.module.ts';
import { TokensModule } from './tokens/tokens.module.ts';
import { UsersModule } from './users/users.module.ts';

@Module({
  imports: [AccountsModule, SessionsModule, SecondFactorModule, PasskeysModule, MailModule, TokensModule, UsersModule],
  controllers: [AuthHealthController, JwksController],
})
export class AuthModule {}
