'use client';

import './globals.css';

import { Message } from '@/features/shell/components/message-page';
import { Button } from '@/ui/button';

/** Stands in for the root layout when that fails itself. */
export default function GlobalErrorPage({ retry }: { readonly retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Taskyard</title>
        <Message
          code="500"
          title="Taskyard could not start"
          text="Something is wrong on our side. Your tasks are safe. Wait a moment, then try again."
        >
          <Button onClick={retry}>Try again</Button>
        </Message>
      </body>
    </html>
  );
}
