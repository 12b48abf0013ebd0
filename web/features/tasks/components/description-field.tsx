'use client';

import { taskDescription } from '@taskyard/contracts/fields';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { Field } from '@/ui/field';
import type { TaskFormValues } from '../task-form-schema';

/** Shows the count only near the limit. */
const countFrom = taskDescription.maxLength - 500;

interface DescriptionFieldProps {
  readonly form: UseFormReturn<TaskFormValues>;
}

export function DescriptionField({ form }: DescriptionFieldProps) {
  const { length } = useWatch({ control: form.control, name: 'description' });
  const hint =
    length >= countFrom
      ? `${length.toLocaleString('en')} of ${taskDescription.maxLength.toLocaleString('en')} characters`
      : undefined;
  return (
    <Field
      id="task-description"
      label="Description"
      optional
      hint={hint}
      error={form.formState.errors.description?.message}
    >
      {(attributes) => (
        <textarea
          {...form.register('description')}
          {...attributes}
          dir="auto"
          rows={4}
          className="field resize-y py-2"
        />
      )}
    </Field>
  );
}
