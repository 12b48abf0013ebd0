import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { auditQuery } from '@/features/admin/admin-queries';
import { auditPath, parsePerson } from '@/features/admin/audit-path';
import { AuditLog } from '@/features/admin/components/audit-log';
import { PageHeading } from '@/ui/page-heading';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireAdmin } from '@/lib/session/require-admin';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const person = parsePerson((await searchParams).person);
  await requireAdmin(auditPath(person));
  const state = await prefetchAccount((queries, api) => queries.prefetchInfiniteQuery(auditQuery(person, api)));
  return (
    <>
      <PageHeading title="Audit log" text="What was done to accounts, newest first. A name shows only that person." />
      <HydrationBoundary state={state}>
        <AuditLog person={person} />
      </HydrationBoundary>
    </>
  );
}
