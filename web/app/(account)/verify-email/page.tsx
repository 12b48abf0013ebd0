import type { Metadata } from 'next';
import { VerifyEmail } from '@/features/account/components/verify-email';
import { currentUser } from '@/lib/session/current-user';

export const metadata: Metadata = { title: 'Verify your email' };

export default async function VerifyEmailPage() {
  return <VerifyEmail user={await currentUser()} />;
}
