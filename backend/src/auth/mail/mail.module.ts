import { Module } from '@nestjs/common';

/** Mail, and the links in it: verifying an address, resetting a password. */
@Module({})
export class MailModule {}
