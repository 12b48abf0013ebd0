'use client';

import './globals.css';

import { MessagePage } from '@/features/shell/components/message-page';
import { Button } from '@/ui/button';

/** Replaces the root layout when that fails. */
export default function GlobalErrorPage({ retry }: { readonly retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Taskyard</title>
        <MessagePage
          code="500"
          title="Something went wrong"
          text="Something went wrong on our side. Your tasks are safe. Try again in a moment."
        >
          <Button onClick={retry}>Try again</Button>
        </MessagePage>
      </body>
    </html>
  );
}
