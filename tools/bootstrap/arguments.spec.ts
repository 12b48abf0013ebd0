import { describe, expect, it } from 'vitest';
import { UsageError } from '../shared/cli-error.ts';
import { readArguments } from './arguments.ts';

describe('the arguments of bootstrap', () => {
  it('accept a region and an optional bucket', () => {
    expect(readArguments(['--region', 'eu-central-1'])).toEqual({ region: 'eu-central-1', bucket: undefined });
    expect(readArguments(['--region=us-gov-west-1', '--bucket=our-state'])).toEqual({
      region: 'us-gov-west-1',
      bucket: 'our-state',
    });
  });

  it.each([
    { args: [], says: '--region is missing' },
    { args: ['--region', 'Frankfurt'], says: '--region "Frankfurt" is not a region' },
    {
      args: ['--region', 'eu-central-1', '--bucket', 'Our.State'],
      says: '--bucket "Our.State": must be 3 to 63 lower-case letters',
    },
    { args: ['--region', 'eu-central-1', '--force'], says: "Unknown option '--force'" },
    { args: ['eu-central-1'], says: 'Unexpected argument' },
  ])('refuse $args and say why', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(says);
  });
});
