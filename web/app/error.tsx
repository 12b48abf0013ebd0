'use client';

import { MessagePage } from '@/features/shell/components/message-page';
import { Button } from '@/ui/button';

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = digestOf(error);
  return (
    <MessagePage
      code="500"
      title="This page could not be loaded"
      text="Something went wrong on our side. Your tasks are safe. Try again in a moment."
      {...(digest !== undefined && { reference: digest })}
    >
      <Button onClick={retry}>Try again</Button>
    </MessagePage>
  );
}
