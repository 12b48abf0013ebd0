'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import Link from 'next/link';
import { auditQuery } from '@/features/admin/admin-queries';
import { auditPath } from '@/features/admin/audit-path';
import type { AuditEvent } from '@/lib/api/generated/types.gen';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { AuditRow } from './audit-row';
import { RowsSkeleton } from './rows-skeleton';

interface AuditLogProps {
  /** Id of the one whose acts, and what happened to them, are shown; undefined for everybody's. */
  readonly person: number | undefined;
}

export function AuditLog({ person }: AuditLogProps) {
  const query = useInfiniteQuery(auditQuery(person));
  const events = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {person !== undefined && <OnlyOne name={nameIn(events ?? [], person)} />}
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
        <p className="rounded-xl border border-line border-dashed px-6 py-14 text-center text-muted">
          Nothing is recorded here.
        </p>
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

function OnlyOne({ name }: { readonly name: string }) {
  return (
    <div className="mb-3 flex items-center justify-between gap-3 rounded-lg bg-accent-soft py-1.5 pr-1.5 pl-4 text-sm">
      <p className="wrap-anywhere min-w-0">
        Only what <strong className="font-semibold">{name}</strong> did, and what happened to them
      </p>
      <Link
        href={auditPath()}
        prefetch={false}
        className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 font-medium text-accent hover:bg-surface"
      >
        <X aria-hidden="true" className="size-4" />
        Show everything
      </Link>
    </div>
  );
}

function nameIn(events: readonly AuditEvent[], id: number): string {
  const names = events.flatMap(({ actor, subject }) => [subject, actor]);
  return names.find((name) => name?.id === id)?.username ?? `person ${id}`;
}
