import { Module } from '@nestjs/common';

/** Passkeys (WebAuthn): added, removed, and signed in with. */
@Module({})
export class PasskeysModule {}
