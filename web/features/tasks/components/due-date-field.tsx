'use client';

import type { UseFormReturn } from 'react-hook-form';
import { Field } from '@/ui/field';
import { addDays, today } from '../calendar-date';
import type { TaskFormValues } from '../task-form-schema';

const shortcuts = [
  { label: 'Today', days: 0 },
  { label: 'Tomorrow', days: 1 },
  { label: 'In a week', days: 7 },
] as const;

interface DueDateFieldProps {
  readonly form: UseFormReturn<TaskFormValues>;
}

export function DueDateField({ form }: DueDateFieldProps) {
  const choose = (date: string) => form.setValue('due_date', date, { shouldDirty: true, shouldValidate: true });
  const button =
    'target h-8 rounded-lg border border-line px-2.5 font-medium text-muted text-sm hover:bg-sunken hover:text-ink';
  return (
    <Field id="task-due-date" label="Due date" optional error={form.formState.errors.due_date?.message}>
      {(attributes) => (
        <div className="flex flex-wrap items-center gap-2">
          <input {...form.register('due_date')} {...attributes} type="date" className="field h-10 sm:max-w-44" />
          {shortcuts.map(({ label, days }) => (
            <button key={label} type="button" onClick={() => choose(addDays(today(), days))} className={button}>
              {label}
            </button>
          ))}
          <button type="button" onClick={() => choose('')} className={button}>
            None
          </button>
        </div>
      )}
    </Field>
  );
}
