import type { Metadata } from 'next';
import Link from 'next/link';
import { Message } from '@/features/shell/components/message-page';
import { buttonClass } from '@/ui/button';

export const metadata: Metadata = { title: 'Page not found' };

export default function NotFoundPage() {
  return (
    <Message
      code="404"
      title="This track leads nowhere"
      text="The page does not exist, or it has moved. Your tasks are where you left them."
    >
      <Link href="/dashboard" className={buttonClass()}>
        Go to your tasks
      </Link>
    </Message>
  );
}
