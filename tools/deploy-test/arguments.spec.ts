import { expect, it } from 'vitest';
import { UsageError } from '../shared/cli-error.ts';
import { readArguments } from './arguments.ts';
import { scenarios } from './scenarios.ts';

const namesOf = (...args: string[]) => readArguments(args, scenarios).scenarios.map(({ name }) => name);

it('runs every scenario without arguments, smoke first and destroy last', () => {
  const names = namesOf();
  expect(names.at(0)).toBe('smoke');
  expect(names.at(-1)).toBe('destroy');
  expect(new Set(names).size).toBe(names.length);
});

it('runs the named scenarios in the order of the list', () => {
  expect(namesOf('destroy', 'key-rotation', 'smoke')).toEqual(['smoke', 'key-rotation', 'destroy']);
  expect(readArguments(['smoke', '--markdown', 'table.md'], scenarios).markdown).toBe('table.md');
});

it('names the scenarios there are when one is unknown', () => {
  expect(() => namesOf('rotate-everything')).toThrow(UsageError);
  expect(() => namesOf('rotate-everything')).toThrow(
    /there is no rotate-everything; the scenarios are smoke, .*destroy/,
  );
  expect(() => namesOf('--fast')).toThrow(UsageError);
});

it('reads the minutes, and says what is allowed', () => {
  expect(readArguments(['--within', '45'], scenarios).within).toBe(45);
  for (const wrong of ['0', 'soon', '601'])
    expect(() => readArguments(['--within', wrong], scenarios)).toThrow(
      '--within must be a number of minutes from 1 to 600',
    );
});

it('reads the rate, and says what is allowed', () => {
  expect(readArguments([], scenarios).rate).toBe(100);
  expect(readArguments(['--rate', '30'], scenarios).rate).toBe(30);
  expect(() => readArguments(['--rate', '5000'], scenarios)).toThrow('--rate must be a number of requests a second');
});

it('gives every scenario a time limit below one hour', () => {
  for (const { timeLimitSeconds, name } of scenarios) expect(timeLimitSeconds, name).toBeLessThanOrEqual(1_800);
});
