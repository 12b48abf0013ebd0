'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { lazy, Suspense, useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { showFailure } from '@/lib/forms/show-failure';
import { type Code, codeSchema } from '@/features/settings/settings-schemas';
import type { TotpStart } from '@/lib/api/generated/types.gen';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';

/** Loaded when it is needed: few people set this up, and once. */
const QrCode = lazy(() => import('./qr-code'));

interface ScanFormProps {
  readonly start: TotpStart;
  /** Rejects with an ApiFailure when the code was refused. */
  readonly onSubmit: (code: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** The secret as a picture and as text, and a field for the first code made with it. */
export function ScanForm({ start, onSubmit, onCancel }: ScanFormProps) {
  const form = useForm<Code>({ resolver: zodResolver(codeSchema), defaultValues: { code: '' } });
  const { errors, isSubmitting } = form.formState;
  const { setFocus } = form;
  // The step before had the focus and took it along.
  useEffect(() => setFocus('code'), [setFocus]);
  const submit = form.handleSubmit(({ code }) =>
    onSubmit(code).catch((error: unknown) => showFailure(form, ['code'], error, 'turn on the second factor')),
  );
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <div className="grid justify-items-center gap-4">
        <Suspense fallback={<div className="size-56 animate-sheen rounded-lg bg-sunken" />}>
          <QrCode text={start.uri} label="QR code that holds the secret below" />
        </Suspense>
        <div className="grid w-full gap-2 rounded-lg bg-sunken p-3.5">
          <p className="text-muted text-sm">Or type this secret into the app:</p>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <code className="wrap-anywhere min-w-0 flex-1 basis-44 font-medium text-sm">{inGroups(start.secret)}</code>
            <CopyButton text={start.secret} label="Copy" />
          </div>
        </div>
      </div>
      <Field id="totp-code" label="Code from the app" error={errors.code?.message}>
        {(parts) => (
          <input
            {...form.register('code')}
            {...parts}
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
