import { redirect } from 'next/navigation';
import { viewer } from '@/lib/session/viewer';

export default async function HomePage(): Promise<never> {
  redirect((await viewer()) === undefined ? '/login' : '/dashboard');
}
