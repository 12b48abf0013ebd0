import { Module } from '@nestjs/common';
import { SecondFactor } from './second-factor.service.ts';

@Module({ providers: [SecondFactor], exports: [SecondFactor] })
export class SecondFactorModule {}
