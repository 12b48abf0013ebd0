import { describe, expect, it } from 'vitest';
import { UsageError } from '../shared/cli-error.ts';
import { readArguments } from './arguments.ts';

describe('the arguments of bootstrap', () => {
  it('accept a region and an optional bucket', () => {
    expect(readArguments(['--region', 'eu-central-1'])).toEqual({
      aws: { region: 'eu-central-1', bucket: undefined },
      github: undefined,
    });
    expect(readArguments(['--region=us-gov-west-1', '--bucket=our-state'])).toEqual({
      aws: { region: 'us-gov-west-1', bucket: 'our-state' },
      github: undefined,
    });
  });

  it('accept a repository and its reviewers, with or without a region', () => {
    const github = { repository: 'acme/taskyard', reviewers: ['alice', 'acme/ops'] };
    const args = ['--repository', 'acme/taskyard', '--reviewers', 'alice,acme/ops'];
    expect(readArguments(args)).toEqual({ aws: undefined, github });
    expect(readArguments([...args, '--region', 'eu-central-1'])).toMatchObject({
      aws: { region: 'eu-central-1' },
      github,
    });
  });

  it.each([
    { args: [], says: '--region is missing' },
    { args: ['--region', 'Frankfurt'], says: '--region "Frankfurt" is not a region' },
    {
      args: ['--region', 'eu-central-1', '--bucket', 'Our.State'],
      says: '--bucket "Our.State": must be 3 to 63 lower-case letters',
    },
    { args: ['--repository', 'acme/taskyard'], says: '--reviewers is missing' },
    { args: ['--reviewers', 'alice'], says: '--repository is missing' },
    { args: ['--repository', 'taskyard', '--reviewers', 'alice'], says: '--repository "taskyard": must be owner/name' },
    { args: ['--repository', 'acme/taskyard', '--reviewers', 'alice,'], says: '--reviewers "alice,"' },
    { args: ['--repository', 'acme/taskyard', '--reviewers', 'a,b,c,d,e,f,g'], says: 'must be 1 to 6 logins' },
    { args: ['--repository', 'acme/taskyard', '--reviewers', 'a', '--bucket', 'b'], says: '--region is missing' },
    { args: ['--region', 'eu-central-1', '--force'], says: "Unknown option '--force'" },
    { args: ['eu-central-1'], says: 'Unexpected argument' },
  ])('refuse $args and say why', ({ args, says }) => {
    expect(() => readArguments(args)).toThrow(UsageError);
    expect(() => readArguments(args)).toThrow(says);
  });
});
