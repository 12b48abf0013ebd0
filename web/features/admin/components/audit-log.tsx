'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import Link from 'next/link';
import type { AuditEvent } from '@/lib/api/generated/types.gen';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { auditQuery } from '../admin-queries';
import { auditPath } from '../audit-path';
import { AuditRow } from './audit-row';
import { RowsSkeleton } from './rows-skeleton';

interface AuditLogProps {
  /** Shows only events of this user; undefined for all events. */
  readonly userId: number | undefined;
}

export function AuditLog({ userId }: AuditLogProps) {
  const query = useInfiniteQuery(auditQuery(userId));
  const events = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {userId !== undefined && <UserBanner username={usernameIn(events ?? [], userId)} />}
      {events === undefined && !query.isError && <RowsSkeleton label="Loading the audit log" />}
      {events === undefined && query.isError && (
        <LoadError
          attempt="load the audit log"
          error={query.error}
          busy={query.isFetching}
          onRetry={() => query.refetch()}
        />
      )}
      {events?.length === 0 && (
        <p className="rounded-xl border border-line border-dashed px-6 py-14 text-center text-muted">No events yet.</p>
      )}
      {events !== undefined && events.length > 0 && (
        <ol
          aria-label="Events"
          className="divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card"
        >
          {events.map((event) => (
            <AuditRow key={event.id} event={event} />
          ))}
        </ol>
      )}
      <LoadMore query={query} />
    </>
  );
}

function UserBanner({ username }: { readonly username: string }) {
  return (
    <div className="mb-3 flex items-center justify-between gap-3 rounded-lg bg-accent-soft py-1.5 pr-1.5 pl-4 text-sm">
      <p className="wrap-anywhere min-w-0">
        Events of <strong className="font-semibold">{username}</strong> only
      </p>
      <Link
        href={auditPath()}
        prefetch={false}
        className="target inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 font-medium text-accent hover:bg-surface"
      >
        <X aria-hidden="true" className="size-4" />
        Show all events
      </Link>
    </div>
  );
}

function usernameIn(events: readonly AuditEvent[], id: number): string {
  const users = events.flatMap(({ actor, subject }) => [subject, actor]);
  return users.find((user) => user?.id === id)?.username ?? `user ${id}`;
}
