import { Module } from '@nestjs/common';

/** Personal access tokens: made, seen and revoked by the person they act for. */
@Module({})
export class TokensModule {}
