'use client';

import { Plus, SlidersHorizontal } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { ApiFailure } from '@/lib/api/failure';
import type { Task } from '@/lib/api/generated/types.gen';
import { useKeyHints } from '@/lib/key-hints';
import { notifyFailure } from '@/lib/notifications/notify-failure';
import type { TaskFilters } from '../filters';
import { useCreateTask } from '../hooks/use-create-task';
import { draftFrom, emptyForm, taskFormSchema } from '../task-form-schema';

/** The target of links to the quick-add field. */
export const quickAddId = 'new-task';

interface QuickAddProps {
  /** A new task gets the status and priority of the view, so that it appears in the list below. */
  readonly filters: TaskFilters;
  /** Opens the form with the title. Calls `onCreated` when the task was added; until then the title stays here. */
  readonly onDetails: (title: string, onCreated: () => void) => void;
  readonly onAdded: (task: Task) => void;
}

/**
 * Adds a task by its title. The title comes back when the API refuses it. The form has an action, not a submit handler:
 * React then keeps an Enter that comes before hydration and repeats it afterwards.
 */
export function QuickAdd({ filters, onDetails, onAdded }: QuickAddProps) {
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string>();
  const create = useCreateTask();
  const keyHints = useKeyHints();
  const input = useRef<HTMLInputElement>(null);

  // Takes over what was typed before hydration. Before the next paint, so that no other update can overwrite it.
  useLayoutEffect(() => setTitle(input.current?.value ?? ''), []);

  const add = (data: FormData) => {
    const title = String(data.get('title') ?? '');
    const parsed = taskFormSchema.safeParse({
      ...emptyForm,
      title,
      status: filters.status ?? emptyForm.status,
      priority: filters.priority ?? emptyForm.priority,
    });
    setProblem(parsed.error?.issues[0]?.message);
    if (!parsed.success) return;
    setTitle('');
    create.mutate(draftFrom(parsed.data), {
      onSuccess: onAdded,
      onError: (error) => {
        setTitle((current) => (current === '' ? title : current));
        if (error instanceof ApiFailure && error.fields.title !== undefined) return setProblem(error.fields.title);
        notifyFailure(error, 'add the task');
      },
    });
  };

  const openDetails = () => {
    onDetails(title, () => setTitle(''));
    setProblem(undefined);
  };

  return (
    <form action={add} noValidate className="mb-3 print:hidden">
      <div className="flex items-center rounded-xl border border-edge bg-surface pr-1.5 shadow-card focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <Plus aria-hidden="true" className="ml-4 size-5 shrink-0 text-accent" />
        <input
          ref={input}
          id={quickAddId}
          name="title"
          aria-label="New task title"
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={problem === undefined ? undefined : 'quick-add-problem'}
          placeholder={keyHints ? 'Add a task and press Enter' : 'Add a task'}
          dir="auto"
          autoComplete="off"
          enterKeyHint="done"
          value={title}
          onChange={(event) => {
            setTitle(event.target.value);
            setProblem(undefined);
          }}
          className="h-12 min-w-0 flex-1 bg-transparent px-3 text-[1rem] outline-none sm:text-base"
        />
        <button
          type="button"
          onClick={openDetails}
          className="target inline-flex h-9 shrink-0 justify-center items-center gap-2 rounded-lg px-2.5 font-medium text-muted text-sm hover:bg-sunken hover:text-ink"
        >
          <SlidersHorizontal aria-hidden="true" className="size-4" />
          <span className="max-sm:sr-only">Details</span>
        </button>
      </div>
      {problem !== undefined && (
        <p id="quick-add-problem" role="alert" className="px-1 pt-1.5 text-danger text-sm">
          {problem}
        </p>
      )}
    </form>
  );
}
