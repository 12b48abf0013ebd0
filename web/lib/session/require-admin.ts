import { notFound } from 'next/navigation';
import type { Account } from '@/lib/api/generated/types.gen';
import { requireUser } from './current-user';

/** The signed-in admin; for everybody else the page does not exist. Signed out, one comes back to `path`. */
export async function requireAdmin(path: string): Promise<Account> {
  const user = await requireUser(path);
  return user.role === 'admin' ? user : notFound();
}
