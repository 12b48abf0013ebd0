'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { priorities, priorityLabels, statuses, statusLabels } from '@/features/tasks/task';
import { draftFrom, type TaskDraft, type TaskFormValues, taskFormSchema } from '@/features/tasks/task-form-schema';
import { ApiFailure } from '@/lib/api/failure';
import { failureText } from '@/lib/api/failure-text';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { Select } from '@/ui/select';
import { DescriptionField } from './description-field';
import { DueDateField } from './due-date-field';

const fieldNames = ['title', 'description', 'status', 'priority', 'due_date'] as const;

interface TaskFormProps {
  readonly values: TaskFormValues;
  /** Label of the submit button. */
  readonly action: string;
  /** The action in the infinitive, for messages. */
  readonly attempt: string;
  /** Rejects with an ApiFailure when the server refused; the form then says why and keeps what was typed. */
  readonly onSubmit: (draft: TaskDraft) => Promise<void>;
  readonly onCancel: () => void;
  readonly onDelete?: () => void;
}

export function TaskForm({ values, action, attempt, onSubmit, onCancel, onDelete }: TaskFormProps) {
  const form = useForm<TaskFormValues>({ resolver: zodResolver(taskFormSchema), defaultValues: values });
  const { errors, isSubmitting } = form.formState;

  const showFailure = (error: unknown) => {
    const messages = error instanceof ApiFailure ? error.fields : {};
    const wrong = fieldNames.filter((name) => messages[name] !== undefined);
    wrong.forEach((name, index) => {
      form.setError(name, { message: messages[name] ?? '' }, { shouldFocus: index === 0 });
    });
    if (wrong.length > 0) return;
    const { title, advice } = failureText(error, attempt);
    form.setError('root', { type: title, message: advice });
  };

  const submit = form.handleSubmit((entered) => onSubmit(draftFrom(entered)).catch(showFailure));

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormAlert error={errors.root} />
      <Field id="task-title" label="Title" error={errors.title?.message}>
        {(parts) => (
          <input
            {...form.register('title')}
            {...parts}
            data-autofocus
            dir="auto"
            autoComplete="off"
            className="field h-10"
          />
        )}
      </Field>
      <DescriptionField form={form} />
      <div className="grid grid-cols-2 gap-4">
        <Field id="task-status" label="Status" error={errors.status?.message}>
          {(parts) => (
            <Select {...form.register('status')} {...parts}>
              {statuses.map((status) => (
                <option key={status} value={status}>
                  {statusLabels[status]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field id="task-priority" label="Priority" error={errors.priority?.message}>
          {(parts) => (
            <Select {...form.register('priority')} {...parts}>
              {priorities.map((priority) => (
                <option key={priority} value={priority}>
                  {priorityLabels[priority]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <DueDateField form={form} />
      <footer className="flex items-center justify-end gap-2 pt-2">
        {onDelete && (
          <Button variant="quiet-danger" onClick={onDelete} className="mr-auto -ml-4">
            Delete
          </Button>
        )}
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" busy={isSubmitting}>
          {action}
        </Button>
      </footer>
    </form>
  );
}
