'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { lazy, Suspense, useEffect } from 'react';
import { useForm } from 'react-hook-form';
import type { TotpStart } from '@/lib/api/generated/types.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { type Code, codeSchema } from '../settings-schemas';

/** Loaded on demand: few users set this up, and only once. */
const QrCode = lazy(() => import('./qr-code'));

interface ScanFormProps {
  readonly start: TotpStart;
  /** Rejects with an ApiFailure when the code was refused. */
  readonly onSubmit: (code: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** The secret as a QR code and as text, and a field for the first code. */
export function ScanForm({ start, onSubmit, onCancel }: ScanFormProps) {
  const form = useForm<Code>({ resolver: zodResolver(codeSchema), defaultValues: { code: '' } });
  const { errors, isSubmitting } = form.formState;
  const { setFocus } = form;
  // The focus was in the step before, which is gone.
  useEffect(() => setFocus('code'), [setFocus]);
  const submit = form.handleSubmit(({ code }) =>
    onSubmit(code).catch((error: unknown) => showFormFailure(form, ['code'], error, 'turn on two-step verification')),
  );
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <div className="grid justify-items-center gap-4">
        <Suspense fallback={<div className="size-56 animate-sheen rounded-lg bg-sunken" />}>
          <QrCode text={start.uri} label="QR code with the secret below" />
        </Suspense>
        <div className="grid w-full gap-2 rounded-lg bg-sunken p-3.5">
          <p className="text-muted text-sm">Or enter this secret in the app:</p>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <code className="wrap-anywhere min-w-0 flex-1 basis-44 font-medium text-sm">{inGroups(start.secret)}</code>
            <CopyButton text={start.secret} label="Copy" />
          </div>
        </div>
      </div>
      <Field id="totp-code" label="Code from the app" error={errors.code?.message}>
        {(attributes) => (
          <input
            {...form.register('code')}
            {...attributes}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            placeholder="123456"
            className="field tabular h-11 tracking-widest"
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" busy={isSubmitting}>
          Turn on
        </Button>
      </div>
    </form>
  );
}

function inGroups(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}
