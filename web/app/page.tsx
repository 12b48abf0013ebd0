import { redirect } from 'next/navigation';
import { currentUser } from '@/lib/session/current-user';

export default async function HomePage(): Promise<never> {
  redirect((await currentUser()) === undefined ? '/login' : '/dashboard');
}
