import type { Metadata } from 'next';
import Link from 'next/link';
import { MessagePage } from '@/features/shell/components/message-page';
import { buttonClass } from '@/ui/button';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFoundPage() {
  return (
    <MessagePage code="404" title="Page not found" text="The page does not exist, or it has moved.">
      <Link href="/dashboard" className={buttonClass()}>
        Go to your tasks
      </Link>
    </MessagePage>
  );
}
