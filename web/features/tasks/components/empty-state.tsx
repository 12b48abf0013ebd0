import type { TaskFilters } from '@/features/tasks/filters';
import { Button, buttonClass } from '@/ui/button';
import { quickAddId } from '../quick-add-id';
import { EmptyYardDrawing } from './empty-illustration';

/** Nobody's first day should look like an error. */
export function EmptyYard() {
  return (
    <section className="grid justify-items-center gap-5 rounded-xl border border-line border-dashed px-6 py-12 text-center">
      <EmptyYardDrawing />
      <div className="grid max-w-sm gap-1.5">
        <h2 className="font-semibold text-lg tracking-[-0.01em]">The yard is clear</h2>
        <p className="text-pretty text-muted">
          Write down the first thing on your mind. You can add dates and priorities later.
        </p>
      </div>
      {/* A link moves the focus by itself, also before the page's script has taken over. */}
      <a href={`#${quickAddId}`} className={buttonClass()}>
        Add your first task
      </a>
    </section>
  );
}

interface EmptyResultProps {
  readonly filters: TaskFilters;
  readonly onClear: () => void;
}

export function EmptyResult({ filters, onClear }: EmptyResultProps) {
  const searched = filters.q !== '';
  return (
    <section className="grid justify-items-center gap-4 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      <div className="grid max-w-md gap-1.5">
        <h2 className="wrap-anywhere font-semibold text-lg tracking-[-0.01em]">
          {searched ? (
            <>
              Nothing matches “<bdi>{filters.q}</bdi>”
            </>
          ) : (
            'Nothing here'
          )}
        </h2>
        <p className="text-muted">
          {searched ? 'Check the spelling, or look through all tasks.' : 'No task has this status and priority.'}
        </p>
      </div>
      <Button variant="secondary" onClick={onClear}>
        Show all tasks
      </Button>
    </section>
  );
}
