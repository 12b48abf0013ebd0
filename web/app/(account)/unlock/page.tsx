import type { Metadata } from 'next';
import { UnlockBrowser } from '@/features/account/components/unlock-browser';

export const metadata: Metadata = { title: 'Let this browser sign in' };

export default function UnlockPage() {
  return <UnlockBrowser />;
}
