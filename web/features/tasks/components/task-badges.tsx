import { CalendarClock, CalendarDays, Flag } from 'lucide-react';
import type { Task } from '@/lib/api/generated/types.gen';
import { Badge } from '@/ui/badge';
import { type CalendarDate, describeDate, urgencyOf } from '../calendar-date';
import { priorityLabels } from '../task';

interface TaskBadgesProps {
  readonly task: Task;
  readonly today: CalendarDate | undefined;
}

/** Status, priority and due date. Medium priority and "to do" are the default and get no badge. */
export function TaskBadges({ task, today }: TaskBadgesProps) {
  const { status, priority, due_date } = task;
  const shown = status === 'in_progress' || priority !== 'medium' || due_date !== null;
  if (!shown) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 pt-1.5 sm:max-w-[55%] sm:justify-end sm:self-start sm:pt-0">
      {status === 'in_progress' && <Badge tone="cool">In progress</Badge>}
      {priority !== 'medium' && (
        <Badge tone={priority === 'high' && status !== 'completed' ? 'danger' : 'plain'}>
          <Flag aria-hidden="true" />
          {priorityLabels[priority]}
          <span className="sr-only"> priority</span>
        </Badge>
      )}
      {due_date !== null && <DueBadge date={due_date} today={today} done={status === 'completed'} />}
    </div>
  );
}

interface DueBadgeProps {
  readonly date: CalendarDate;
  readonly today: CalendarDate | undefined;
  readonly done: boolean;
}

function DueBadge({ date, today, done }: DueBadgeProps) {
  const urgency = done || today === undefined ? 'later' : urgencyOf(date, today);
  const tone = ({ overdue: 'danger', today: 'warm', later: 'plain' } as const)[urgency];
  const Icon = urgency === 'overdue' ? CalendarClock : CalendarDays;
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      <span className="sr-only">Due </span>
      <time dateTime={date} className={today === undefined ? 'invisible' : undefined}>
        {urgency === 'overdue' && 'Overdue · '}
        {describeDate(date, today)}
      </time>
    </Badge>
  );
}
