'use client';

import { type UseFormReturn, useWatch } from 'react-hook-form';
import { limits } from '@/features/tasks/task';
import type { TaskFormValues } from '@/features/tasks/task-form-schema';
import { Field } from '@/ui/field';

/** The room left is news only when it gets short. */
const countFrom = limits.description - 500;

interface DescriptionFieldProps {
  readonly form: UseFormReturn<TaskFormValues>;
}

export function DescriptionField({ form }: DescriptionFieldProps) {
  const { length } = useWatch({ control: form.control, name: 'description' });
  const hint = length >= countFrom ? `${length.toLocaleString('en')} of 10,000 characters` : undefined;
  return (
    <Field
      id="task-description"
      label="Description"
      optional
      hint={hint}
      error={form.formState.errors.description?.message}
    >
      {(parts) => (
        <textarea {...form.register('description')} {...parts} dir="auto" rows={4} className="field resize-y py-2" />
      )}
    </Field>
  );
}
