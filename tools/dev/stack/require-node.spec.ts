import { expect, it } from 'vitest';
import { requireNode } from './require-node.ts';

it.each(['v24.15.0', 'v24.21.3', 'v26.0.0'])('accepts %s', (version) => expect(requireNode(version)).toBeUndefined());

it.each(['v20.20.2', 'v22.18.0', 'v24.14.1'])('refuses %s and says what to do', (version) =>
  expect(() => requireNode(version)).toThrow(`Node 24.15 or newer is needed and this is ${version}. Run "npm ci"`),
);
