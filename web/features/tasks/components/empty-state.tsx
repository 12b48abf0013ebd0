import { Button, buttonClass } from '@/ui/button';
import type { TaskFilters } from '../filters';
import type { TaskStatus } from '../task';
import { EmptyIllustration } from './empty-illustration';
import { quickAddId } from './quick-add';

/** Shown when the user has no tasks at all. */
export function NoTasks() {
  return (
    <section className="grid justify-items-center gap-5 rounded-xl border border-line border-dashed px-6 py-12 text-center">
      <EmptyIllustration />
      <div className="grid max-w-sm gap-1.5">
        <h2 className="font-semibold text-lg tracking-[-0.01em]">No tasks yet</h2>
        <p className="text-pretty text-muted">Add your first task. You can set a due date and a priority later.</p>
      </div>
      {/* A link moves the focus even before hydration. */}
      <a href={`#${quickAddId}`} className={buttonClass()}>
        Add your first task
      </a>
    </section>
  );
}

const statusTexts: Readonly<Record<TaskStatus, { readonly title: string; readonly text: string }>> = {
  pending: { title: 'No tasks to do', text: 'New tasks are listed here.' },
  in_progress: { title: 'No tasks in progress', text: 'Tasks that you start are listed here.' },
  completed: { title: 'No completed tasks yet', text: 'Tasks that you complete are listed here.' },
};

interface NoMatchesProps {
  readonly filters: TaskFilters;
  readonly onClear: () => void;
}

/** Shown when filters hide all tasks. */
export function NoMatches({ filters: { q, status, priority }, onClear }: NoMatchesProps) {
  const statusText = q === '' && priority === undefined && status !== undefined ? statusTexts[status] : undefined;
  return (
    <section className="grid justify-items-center gap-4 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      <div className="grid max-w-md gap-1.5">
        <h2 className="wrap-anywhere font-semibold text-lg tracking-[-0.01em]">
          {q !== '' ? (
            <>
              Nothing matches “<bdi>{q}</bdi>”
            </>
          ) : (
            (statusText?.title ?? 'No matching tasks')
          )}
        </h2>
        <p className="text-muted">
          {q !== '' ? 'Check the spelling, or show all tasks.' : (statusText?.text ?? 'No task matches these filters.')}
        </p>
      </div>
      <Button variant="secondary" onClick={onClear}>
        Show all tasks
      </Button>
    </section>
  );
}
