'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { personalTokenScopes } from '@taskyard/contracts/scopes';
import { type UseFormRegisterReturn, useForm } from 'react-hook-form';
import { showFormFailure } from '@/lib/forms/show-failure';
import { describeDay } from '@/lib/relative-time';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { Select } from '@/ui/select';
import { type NewToken, scopeLabels, tokenLifetimes, tokenSchema } from '../settings-schemas';

const day = 86_400_000;

interface CreateTokenFormProps {
  /** Rejects with an ApiFailure when the server refused. */
  readonly onSubmit: (token: NewToken) => Promise<void>;
  readonly onCancel: () => void;
}

export function CreateTokenForm({ onSubmit, onCancel }: CreateTokenFormProps) {
  const form = useForm<NewToken>({
    resolver: zodResolver(tokenSchema),
    defaultValues: { name: '', scopes: ['tasks:read'], expires_in_days: 30 },
  });
  const { errors, isSubmitting } = form.formState;
  const now = useNow();
  const submit = form.handleSubmit((token) =>
    onSubmit(token).catch((error: unknown) =>
      showFormFailure(form, ['name', 'scopes', 'expires_in_days'], error, 'create the token'),
    ),
  );
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <Field id="token-name" label="Name" hint="What it is for, such as “Backup script”." error={errors.name?.message}>
        {(attributes) => (
          <input
            {...form.register('name')}
            {...attributes}
            data-autofocus
            dir="auto"
            autoComplete="off"
            className="field h-11"
          />
        )}
      </Field>
      <Scopes register={() => form.register('scopes')} error={errors.scopes?.message} />
      <Field id="token-life" label="Expires" error={errors.expires_in_days?.message}>
        {(attributes) => (
          <Select {...form.register('expires_in_days', { valueAsNumber: true })} {...attributes}>
            {tokenLifetimes.map((days) => (
              <option key={days} value={days}>
                {`In ${days} days, on ${describeDay(new Date(now.getTime() + days * day))}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" busy={isSubmitting}>
          Create token
        </Button>
      </div>
    </form>
  );
}

interface ScopesProps {
  /** Called while this field renders: the order of these calls decides which of several wrong fields gets the focus. */
  readonly register: () => UseFormRegisterReturn;
  readonly error: string | undefined;
}

function Scopes({ register, error }: ScopesProps) {
  return (
    <fieldset aria-describedby={error && 'token-scopes-error'} className="grid gap-2.5">
      <legend className="pb-1.5 font-medium text-sm">Permissions</legend>
      {personalTokenScopes.map((scope) => (
        <label key={scope} className="flex items-start gap-2.5">
          <input {...register()} type="checkbox" value={scope} className="mt-1 size-4.5 shrink-0 accent-accent" />
          <span>
            <span className="block font-medium">{scopeLabels[scope].label}</span>
            <span className="block text-muted text-sm">{scopeLabels[scope].hint}</span>
          </span>
        </label>
      ))}
      {error && (
        <p id="token-scopes-error" className="text-danger text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
