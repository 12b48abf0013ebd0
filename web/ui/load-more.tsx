'use client';

import { useEffect, useRef } from 'react';
import { failureText } from '@/lib/api/failure-text';
import { Button } from './button';

interface LoadMoreProps {
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isFetchNextPageError: boolean;
    readonly error: unknown;
    readonly fetchNextPage: () => unknown;
  };
}

/** Fetches the next page shortly before the user scrolls to it. The button is for keyboards and after a failure. */
export function LoadMore({ query }: LoadMoreProps) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = query;
  const sentinel = useRef<HTMLDivElement>(null);
  const automatic = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;

  useEffect(() => {
    const element = sentinel.current;
    if (element === null || !automatic) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && fetchNextPage(),
      {
        rootMargin: '800px',
      },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [automatic, fetchNextPage]);

  if (!hasNextPage) return null;
  return (
    <div ref={sentinel} className="grid justify-items-center gap-3 py-6 print:hidden">
      {isFetchNextPageError && (
        <p role="alert" className="text-danger text-sm">
          {failureText(error, 'load more').advice}
        </p>
      )}
      <Button variant="secondary" size="small" busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {isFetchingNextPage ? 'Loading more' : 'Load more'}
      </Button>
    </div>
  );
}
