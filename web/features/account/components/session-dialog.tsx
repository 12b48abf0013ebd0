'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Account } from '@/lib/api/generated/types.gen';
import { sessionState } from '@/lib/api/transport/session-state';
import { currentUserQuery } from '@/lib/session/current-user-query';
import { followSignOut } from '@/lib/session/sign-out';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { PasswordInput } from '@/ui/password-input';
import { useSignIn } from '../hooks/use-sign-in';
import { TwoStepForm } from './two-step-form';

interface SessionDialogProps {
  /** The user for whom the page was rendered. */
  readonly user: Account;
}

/** Asks for the password when the session ended. It opens over the page, so that no input is lost. */
export function SessionDialog({ user }: SessionDialogProps) {
  useEffect(followSignOut, []);
  const expired = useSyncExternalStore(sessionState.subscribe, sessionState.isExpired, () => false);
  return (
    <Dialog
      open={expired}
      onOpenChange={() => {}}
      dismissible={false}
      title="Your session has ended"
      description="Sign in again to continue. Your unsaved input is kept."
    >
      <SessionForm user={user} />
    </Dialog>
  );
}

function SessionForm({ user: renderedUser }: SessionDialogProps) {
  const client = useQueryClient();
  // The profile page may have changed the username since the page was rendered.
  const user = client.getQueryData(currentUserQuery().queryKey) ?? renderedUser;
  const onSignedIn = async () => {
    sessionState.set(false);
    await client.invalidateQueries();
  };
  const { form, submit, pendingCredentials, startOver } = useSignIn(onSignedIn, {
    defaultValues: { username: user.username, password: '' },
  });
  const { errors, isSubmitting } = form.formState;
  if (pendingCredentials !== undefined) {
    return <TwoStepForm credentials={pendingCredentials} onSignedIn={onSignedIn} onStartOver={startOver} />;
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <p className="text-muted">
        Account: <strong className="font-medium text-ink">{user.username}</strong>
      </p>
      <input {...form.register('username')} type="hidden" autoComplete="username" />
      <Field id="session-password" label="Password" error={errors.password?.message}>
        {(attributes) => (
          <PasswordInput {...form.register('password')} {...attributes} autoComplete="current-password" />
        )}
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
