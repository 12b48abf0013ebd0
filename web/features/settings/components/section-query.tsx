'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { failureText } from '@/lib/api/failure-text';
import { Alert } from '@/ui/alert';
import { Button } from '@/ui/button';

interface SectionQueryProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is being loaded, as in "load your sessions". */
  readonly attempt: string;
  readonly children: (data: Data) => ReactNode;
}

/** The content of a section, a placeholder while it loads, or the error with a button to try again. */
export function SectionQuery<Data>({ query, attempt, children }: SectionQueryProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) {
    return (
      <div className="px-5 pb-6 sm:px-6">
        <p className="sr-only">Loading</p>
        <div aria-hidden="true" className="h-12 animate-sheen rounded-lg bg-sunken" />
      </div>
    );
  }
  const { title, advice } = failureText(query.error, attempt);
  return (
    <div className="grid justify-items-start gap-3 px-5 pb-6 sm:px-6">
      <Alert title={title}>{advice}</Alert>
      <Button variant="secondary" size="small" busy={query.isFetching} onClick={() => query.refetch()}>
        Try again
      </Button>
    </div>
  );
}
