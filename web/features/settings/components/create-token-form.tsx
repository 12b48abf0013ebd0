'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { personalTokenScopes } from '@taskyard/contracts/scopes';
import { type UseFormRegisterReturn, useForm } from 'react-hook-form';
import { showFailure } from '@/lib/forms/show-failure';
import { type NewToken, scopeLabels, tokenLifetimes, tokenSchema } from '@/features/settings/settings-schemas';
import { describeDay } from '@/lib/relative-time';
import { useNow } from '@/lib/use-now';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { Select } from '@/ui/select';

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
      showFailure(form, ['name', 'scopes', 'expires_in_days'], error, 'create the token'),
    ),
  );
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <Field id="token-name" label="Name" hint="What it is for, as in “Backup script”." error={errors.name?.message}>
        {(parts) => (
          <input
            {...form.register('name')}
            {...parts}
            data-autofocus
            dir="auto"
            autoComplete="off"
            className="field h-11"
          />
        )}
      </Field>
      <Scopes register={() => form.register('scopes')} error={errors.scopes?.message} />
      <Field id="token-life" label="Expires" error={errors.expires_in_days?.message}>
        {(parts) => (
          <Select {...form.register('expires_in_days', { valueAsNumber: true })} {...parts}>
            {tokenLifetimes.map((days) => (
              <option key={days} value={days}>
                In {days} days{now && `, on ${describeDay(new Date(now.getTime() + days * day))}`}
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
  /** Called when the turn of these comes, after the name: the first wrong field, in the order of these calls, has the focus. */
  readonly register: () => UseFormRegisterReturn;
  readonly error: string | undefined;
}

function Scopes({ register, error }: ScopesProps) {
  return (
    <fieldset aria-describedby={error && 'token-scopes-error'} className="grid gap-2.5">
      <legend className="pb-1.5 font-medium text-sm">It may</legend>
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
