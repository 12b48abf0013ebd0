import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { DevicesService } from './devices.service.ts';
import { NewDeviceNoticesService } from './new-device-notices.service.ts';

/** Browsers that have signed in to an account before. */
@Module({
  imports: [PasswordsModule, MailModule, AuditModule],
  providers: [DevicesService, NewDeviceNoticesService],
  exports: [DevicesService, NewDeviceNoticesService],
})
export class DevicesModule {}
