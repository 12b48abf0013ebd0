'use client';

import { Message } from '@/features/shell/components/message-page';
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
    <Message
      code="500"
      title="Taskyard is not answering"
      text="Something is wrong on our side. Your tasks are safe. Wait a moment, then try again."
      {...(digest !== undefined && { reference: digest })}
    >
      <Button onClick={retry}>Try again</Button>
    </Message>
  );
}
