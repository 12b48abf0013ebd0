import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { auditQuery } from '@/features/admin/admin-queries';
import { auditPath, parseUserId } from '@/features/admin/audit-path';
import { AuditLog } from '@/features/admin/components/audit-log';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireAdmin } from '@/lib/session/current-user';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: PageProps<'/admin/audit'>) {
  const userId = parseUserId((await searchParams).user);
  await requireAdmin(auditPath(userId));
  const state = await prefetchQueries('auth', (queries, client) =>
    queries.prefetchInfiniteQuery(auditQuery(userId, client)),
  );
  return (
    <>
      <PageHeading title="Audit log" text="Account events, newest first. Select a username to see only its events." />
      <HydrationBoundary state={state}>
        <AuditLog userId={userId} />
      </HydrationBoundary>
    </>
  );
}
