import { hashSync, verifySync } from '@node-rs/argon2';
import { compareSync as verifyBcrypt } from 'bcryptjs';

/**
 * OWASP's parameters for argon2id, which is the library's default algorithm: 19 MiB, 2 passes, 1 lane (Password Storage
 * Cheat Sheet).
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export type HashingTask =
  | { readonly kind: 'hash'; readonly password: string }
  | { readonly kind: 'verify'; readonly password: string; readonly stored: string };

/** Runs in a thread of its own. @returns the new hash, or whether the password fits the stored one */
export default function run(task: HashingTask): string | boolean {
  if (task.kind === 'hash') return hashSync(task.password, parameters);
  return /^\$2[aby]\$/.test(task.stored)
    ? verifyBcrypt(task.password, task.stored)
    : verifySync(task.stored, task.password);
}
