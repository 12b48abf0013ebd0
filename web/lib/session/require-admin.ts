import { notFound } from 'next/navigation';
import type { User } from '@/lib/api/generated/types.gen';
import { requireViewer } from './viewer';

/** The signed-in admin; for everybody else the page does not exist. Signed out, one comes back to `path`. */
export async function requireAdmin(path: string): Promise<User> {
  const user = await requireViewer(path);
  return user.role === 'admin' ? user : notFound();
}
