import Link from 'next/link';
import type { AuditEvent } from '@/lib/api/generated/types.gen';
import { Badge } from '@/ui/badge';
import { RelativeTime } from '@/ui/relative-time';
import { auditLabels, isAnonymous, needsAttention } from '../audit-labels';
import { auditPath } from '../audit-path';

/** One event: the action, the account, the actor if it is not the account's user, and the time. */
export function AuditRow({ event }: { readonly event: AuditEvent }) {
  const { action, subject, actor, occurred_at } = event;
  const bySelf = actor !== null && actor.id === subject?.id;
  return (
    <li className="lazy-row flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5 px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {auditLabels[action]}
          {needsAttention(action) && <Badge tone="danger">Check this</Badge>}
        </p>
        <p className="wrap-anywhere text-muted text-sm">
          {subject === null ? 'No account' : <AuditUser user={subject} />}
          {!bySelf && !isAnonymous(action) && <>, by {actor === null ? 'the system' : <AuditUser user={actor} />}</>}
        </p>
      </div>
      <p className="text-muted text-sm">
        <RelativeTime at={occurred_at} />
      </p>
    </li>
  );
}

/** The username as of the event. It leads to the user's other events, also of a deleted user. */
function AuditUser({ user: { id, username, deleted } }: { readonly user: NonNullable<AuditEvent['subject']> }) {
  // Users who were deleted before ids were kept have no id.
  if (id === null) return username;
  return (
    <>
      <Link
        href={auditPath(id)}
        prefetch={false}
        className="rounded font-medium text-accent underline-offset-4 hover:underline"
      >
        {username}
      </Link>
      {deleted && ' (deleted)'}
    </>
  );
}
