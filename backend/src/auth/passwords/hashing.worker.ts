import { hashSync, verifySync } from '@node-rs/argon2';
import { compareSync as verifyBcrypt } from 'bcryptjs';
import { argon2Parameters } from './argon2-parameters.ts';

export type HashingTask =
  | { readonly kind: 'hash'; readonly password: string }
  | { readonly kind: 'verify'; readonly password: string; readonly stored: string };

/** Runs in a worker thread. @returns the new hash, or whether the password matches the stored one */
export default function run(task: HashingTask): string | boolean {
  if (task.kind === 'hash') return hashSync(task.password, argon2Parameters);
  return /^\$2[aby]\$/.test(task.stored)
    ? verifyBcrypt(task.password, task.stored)
    : verifySync(task.stored, task.password);
}
