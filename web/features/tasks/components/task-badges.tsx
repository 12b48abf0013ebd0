import { CalendarClock, CalendarDays, Flag } from 'lucide-react';
import { priorityLabels } from '@/features/tasks/task';
import type { Task } from '@/lib/api/generated/types.gen';
import { type CalendarDate, describeDate, urgency } from '@/features/tasks/calendar-date';
import { Badge } from '@/ui/badge';

interface TaskMarksProps {
  readonly task: Task;
  readonly today: CalendarDate | undefined;
}

/** What is worth knowing at a glance. Medium priority and "to do" are the rule and go without saying. */
export function TaskBadges({ task, today }: TaskMarksProps) {
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
      {due_date !== null && <DueMark date={due_date} today={today} done={status === 'completed'} />}
    </div>
  );
}

interface DueMarkProps {
  readonly date: CalendarDate;
  readonly today: CalendarDate | undefined;
  readonly done: boolean;
}

function DueMark({ date, today, done }: DueMarkProps) {
  const pressing = done || today === undefined ? 'later' : urgency(date, today);
  const tone = ({ overdue: 'danger', today: 'warm', later: 'plain' } as const)[pressing];
  const Icon = pressing === 'overdue' ? CalendarClock : CalendarDays;
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      <span className="sr-only">Due </span>
      <time dateTime={date}>
        {pressing === 'overdue' && 'Overdue · '}
        {describeDate(date, today)}
      </time>
    </Badge>
  );
}
