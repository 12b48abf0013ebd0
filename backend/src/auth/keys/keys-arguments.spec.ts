import { describe, expect, it } from 'vitest';
import { readArguments } from './keys-arguments.ts';

const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:taskyard/prod/jwt-keys-AbCdEf';

it("defaults to the checkout's folder and a propagation time of seconds", () => {
  expect(readArguments(['rotate'], '.data/keys')).toEqual({
    command: 'rotate',
    location: { folder: '.data/keys' },
    propagation: 10_000,
    every: undefined,
    retire: false,
    kid: undefined,
  });
});

it('assumes that a change of a secret takes two hours to reach every process', () => {
  const given = readArguments(['rotate', '--every', '30d', '--retire', '--secret', arn], '.data/keys');
  expect(given).toMatchObject({
    location: { secret: arn },
    propagation: 7_200_000,
    every: 2_592_000_000,
    retire: true,
  });
});

it.each(['90s', '15m', '2h', '30d'])('accepts %s as a duration', (text) => {
  expect(readArguments(['list', '--folder', '/keys', '--propagation', text]).propagation).toBeGreaterThan(0);
});

describe('invalid arguments produce a message that names the allowed values:', () => {
  it.each<[string[], string]>([
    [[], 'the command is missing: it must be one of list, rotate, retire'],
    [['turn'], 'the command "turn" is not known: it must be one of list, rotate, retire'],
    [['constructor'], 'it must be one of list, rotate, retire'],
    [['list', 'rotate'], 'the command "list rotate" is not known'],
    [['list', '--secret', 'a', '--folder', 'b'], '--secret and --folder cannot be combined'],
    [['list'], '--secret <name or ARN> or --folder <path> is required'],
    [['list', '--folder', ''], '--folder <path> is required'],
    [['list', '--secret', 'arn:aws:s3:::bucket'], '--secret must be the name of a secret'],
    [['list', '--secret', ''], '--secret must be the name of a secret'],
    [
      ['rotate', '--folder', 'a', '--propagation', '2 hours'],
      '--propagation must be a duration such as 90s, 15m, 2h or 30d',
    ],
    [['rotate', '--every', '-1d'], '--every'],
    [['list', '--retire'], '--retire is not an option of list'],
    [['rotate', '--kid', 'one'], '--kid is not an option of rotate'],
    [['rotate', '--force'], "Unknown option '--force'"],
  ])('%j', (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
