'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { PasswordInput } from '@/ui/password-input';
import { SecondFactorForm } from '@/features/account/components/two-step-form';
import { useSignIn } from '@/features/account/hooks/use-sign-in';
import type { Account } from '@/lib/api/generated/types.gen';
import { sessionState } from '@/lib/session/session-state';
import { followSignOut } from '@/lib/session/sign-out';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';

interface SessionDialogProps {
  readonly user: Account;
}

/** Asks for the password again when the session ended, over the page as it is, so that nothing typed is lost. */
export function SessionDialog({ user }: SessionDialogProps) {
  useEffect(followSignOut, []);
  const expired = useSyncExternalStore(sessionState.subscribe, sessionState.isExpired, () => false);
  return (
    <Dialog
      open={expired}
      onOpenChange={() => {}}
      dismissible={false}
      title="Your session has ended"
      description="Sign in again to go on. What you typed is still here."
    >
      <SessionForm user={user} />
    </Dialog>
  );
}

function SessionForm({ user }: SessionDialogProps) {
  const client = useQueryClient();
  const onSignedIn = async () => {
    sessionState.set(false);
    await client.invalidateQueries();
  };
  const { form, submit, confirmed, startOver } = useSignIn(onSignedIn, {
    defaultValues: { username: user.username, password: '' },
  });
  const { errors, isSubmitting } = form.formState;
  if (confirmed !== undefined) {
    return <SecondFactorForm credentials={confirmed} onSignedIn={onSignedIn} onStartOver={startOver} />;
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <p className="text-muted">
        Account: <strong className="font-medium text-ink">{user.username}</strong>
      </p>
      <input {...form.register('username')} type="hidden" autoComplete="username" />
      <Field id="session-password" label="Password" error={errors.password?.message}>
        {(parts) => <PasswordInput {...form.register('password')} {...parts} autoComplete="current-password" />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={() => window.location.assign('/login')}>
          Use another account
        </Button>
        <Button type="submit" busy={isSubmitting}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
