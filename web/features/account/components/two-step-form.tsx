'use client';

import { oneTimeCode } from '@taskyard/contracts/fields';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { signIn } from '@/lib/api/generated/sdk.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import type { Credentials } from '@/lib/session/account-schema';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';

const kinds = {
  app: {
    label: 'Code from your app',
    hint: 'Your authenticator app shows six digits.',
    inputMode: 'numeric',
    autoComplete: 'one-time-code',
    other: 'Use a recovery code instead',
  },
  recovery: {
    label: 'Recovery code',
    hint: 'You got recovery codes when you set up two-step verification. Each works once.',
    inputMode: 'text',
    autoComplete: 'off',
    other: 'Use a code from your app instead',
  },
} as const;

interface TwoStepFormProps {
  /** Already accepted by the API. */
  readonly credentials: Credentials;
  readonly onSignedIn: () => void | Promise<void>;
  /** @param problem why the password has to be entered again; undefined when the user chose to */
  readonly onStartOver: (problem?: FormProblem) => void;
}

/** Asks for the code of two-step verification, after the password. */
export function TwoStepForm({ credentials, onSignedIn, onStartOver }: TwoStepFormProps) {
  const form = useForm<{ code: string }>({ defaultValues: { code: '' } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const [kind, setKind] = useState<keyof typeof kinds>('app');
  const { label, hint, inputMode, autoComplete, other } = kinds[kind];

  // Screen readers then read out the field with its label and hint.
  useEffect(() => form.setFocus('code'), [form.setFocus]);

  const submit = form.handleSubmit(async ({ code }) => {
    try {
      await call(signIn({ body: { ...credentials, code } }));
    } catch (error) {
      const problem = formProblem(error, 'sign in');
      // The password was changed in the meantime.
      if (error instanceof ApiFailure && error.code === 'invalid_credentials') return onStartOver(problem);
      form.setValue('code', '');
      form.setError('root', problem);
      form.setFocus('code');
      return;
    }
    await onSignedIn();
  });

  const changeKind = () => {
    setKind(kind === 'app' ? 'recovery' : 'app');
    form.clearErrors();
    form.setValue('code', '');
    form.setFocus('code');
  };

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <div className="grid gap-2">
        <Field id="code" label={label} hint={hint} error={errors.code?.message}>
          {(attributes) => (
            <input
              {...form.register('code', {
                // Apps show the digits in two groups, and users copy them with the space.
                setValueAs: (value: string) => value.replaceAll(/\s/g, ''),
                required: 'Enter the code',
                maxLength: { value: oneTimeCode.maxLength, message: 'This is too long for a code' },
              })}
              {...attributes}
              inputMode={inputMode}
              autoComplete={autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              className="tabular field h-11 tracking-[0.08em]"
            />
          )}
        </Field>
        <button
          type="button"
          onClick={changeKind}
          className="min-h-6 justify-self-start rounded font-medium text-accent text-sm underline-offset-4 hover:underline"
        >
          {other}
        </button>
      </div>
      <div className="grid gap-2">
        <Button type="submit" busy={isSubmitting || (isSubmitSuccessful && !errors.root)} size="large">
          Sign in
        </Button>
        <Button variant="quiet" size="large" onClick={() => onStartOver()}>
          Start over
        </Button>
      </div>
    </form>
  );
}
