'use client';

import type { Route } from 'next';
import type { ReactNode } from 'react';
import { useSignIn } from '../hooks/use-sign-in';
import { FormHeading } from './form-heading';
import { LoginForm } from './login-form';
import { PasskeyButton } from './passkey-button';
import { TwoStepForm } from './two-step-form';
import { UnlockByMail } from './unlock-by-mail';

interface SignInProps {
  readonly destination: Route;
  readonly heading: ReactNode;
  /** Below the form, for visitors without an account. */
  readonly children: ReactNode;
}

/** Signs in, in one step or two. */
export function SignIn({ destination, heading, children }: SignInProps) {
  // A full load, so that nothing of an earlier session stays in memory.
  const openDestination = () => window.location.assign(destination);
  // No default values: they would clear what was typed or filled in before hydration.
  const { form, submit, pendingCredentials, lockedName, startOver } = useSignIn(openDestination);

  if (pendingCredentials !== undefined) {
    return (
      <>
        <FormHeading title="Two-step verification" text="Enter a code to finish signing in." />
        <TwoStepForm credentials={pendingCredentials} onSignedIn={openDestination} onStartOver={startOver} />
      </>
    );
  }
  return (
    <>
      {heading}
      <div className="grid gap-3">
        <LoginForm form={form} onSubmit={submit} />
        {lockedName !== undefined && <UnlockByMail key={lockedName} username={lockedName} />}
        <PasskeyButton
          onSignedIn={openDestination}
          onFailure={(problem) => form.setError('root', problem)}
          onStart={() => form.clearErrors()}
        />
      </div>
      {children}
    </>
  );
}
