import Link from 'next/link';
import { auditPath } from '@/features/admin/audit-path';
import { auditWords, isAlarming } from '@/features/admin/audit-labels';
import type { AuditEvent } from '@/lib/api/generated/types.gen';
import { Badge } from '@/ui/badge';
import { RelativeTime } from '@/ui/relative-time';

/** One thing that happened: what, whose account, by whom if not by its owner, and when. */
export function AuditRow({ event }: { readonly event: AuditEvent }) {
  const { action, subject, actor, occurred_at } = event;
  const byAnother = actor !== null && actor.id !== subject?.id;
  return (
    <li className="lazy-row flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {auditWords[action]}
          {isAlarming(action) && <Badge tone="danger">Look into this</Badge>}
        </p>
        <p className="wrap-anywhere text-muted text-sm">
          {subject === null ? 'An account that is gone' : <Name of={subject} />}
          {byAnother && (
            <>
              , by <Name of={actor} />
            </>
          )}
        </p>
      </div>
      <p className="text-muted text-sm">
        <RelativeTime at={occurred_at} />
      </p>
    </li>
  );
}

/** Leads to what else that person did. */
function Name({ of: { id, username } }: { readonly of: NonNullable<AuditEvent['subject']> }) {
  return (
    <Link
      href={auditPath(id)}
      prefetch={false}
      className="rounded font-medium text-accent underline-offset-4 hover:underline"
    >
      {username}
    </Link>
  );
}
