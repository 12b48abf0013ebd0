'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useEffectEvent } from 'react';
import { useForm } from 'react-hook-form';
import { showFormFailure } from '@/lib/forms/show-failure';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { Select } from '@/ui/select';
import { priorities, priorityLabels, statuses, statusLabels } from '../task';
import { draftFrom, type TaskDraft, type TaskFormValues, taskFormFields, taskFormSchema } from '../task-form-schema';
import { DescriptionField } from './description-field';
import { DueDateField } from './due-date-field';

interface TaskFormProps {
  readonly values: TaskFormValues;
  /** Typed before a reload, shown in place of `values`. */
  readonly draft?: TaskFormValues | undefined;
  /** Whether the user wants to type at once. Otherwise a touch screen shows no keyboard until a field is touched. */
  readonly typesFirst?: boolean;
  /** Label of the submit button. */
  readonly action: string;
  /** The action in the infinitive, for messages. */
  readonly attempt: string;
  /** Rejects with an ApiFailure when the API refused. The form then shows the reason and keeps the input. */
  /** Called after every change with what is typed; undefined when that equals `values`. */
  readonly onType: (values: TaskFormValues | undefined) => void;
  readonly onSubmit: (draft: TaskDraft) => Promise<void>;
  readonly onCancel: () => void;
  readonly onDelete?: () => void;
}

export function TaskForm({
  values,
  draft,
  typesFirst = false,
  action,
  attempt,
  onType,
  onSubmit,
  onCancel,
  onDelete,
}: TaskFormProps) {
  const form = useForm<TaskFormValues>({ resolver: zodResolver(taskFormSchema), defaultValues: values });
  const { errors, isSubmitting } = form.formState;

  const report = useEffectEvent((typed: TaskFormValues) => {
    const unchanged = taskFormFields.every((field) => typed[field] === values[field]);
    onType(unchanged ? undefined : typed);
  });
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values: typed }) => report(typed) }),
    [form],
  );
  useEffect(() => {
    if (draft === undefined) return;
    for (const field of taskFormFields) form.setValue(field, draft[field], { shouldDirty: true });
  }, [draft, form]);

  const submit = form.handleSubmit((entered) =>
    onSubmit(draftFrom(entered)).catch((error: unknown) => showFormFailure(form, taskFormFields, error, attempt)),
  );

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormAlert error={errors.root} />
      <Field id="task-title" label="Title" error={errors.title?.message}>
        {(attributes) => (
          <input
            {...form.register('title')}
            {...attributes}
            data-autofocus={typesFirst ? 'always' : 'keyboard'}
            dir="auto"
            autoComplete="off"
            className="field h-10"
          />
        )}
      </Field>
      <DescriptionField form={form} />
      <div className="grid grid-cols-2 gap-4">
        <Field id="task-status" label="Status" error={errors.status?.message}>
          {(attributes) => (
            <Select {...form.register('status')} {...attributes}>
              {statuses.map((status) => (
                <option key={status} value={status}>
                  {statusLabels[status]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field id="task-priority" label="Priority" error={errors.priority?.message}>
          {(attributes) => (
            <Select {...form.register('priority')} {...attributes}>
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
