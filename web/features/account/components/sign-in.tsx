'use client';

import type { Route } from 'next';
import type { ReactNode } from 'react';
import { useSignIn } from '../hooks/use-sign-in';
import { FormHeading } from './form-heading';
import { LoginForm } from './login-form';
import { PasskeyButton } from './passkey-button';
import { SecondFactorForm } from './two-step-form';

interface SignInProps {
  readonly destination: Route;
  readonly heading: ReactNode;
  /** What stands below the form, for those who have no account. */
  readonly children: ReactNode;
}

/** Signing in, in one step or two. */
export function SignIn({ destination, heading, children }: SignInProps) {
  // A full load, so that nothing of an earlier session stays in memory.
  const leave = () => window.location.assign(destination);
  // No default values: what was typed or filled in before the page came alive stays.
  const { form, submit, confirmed, startOver } = useSignIn(leave);

  if (confirmed !== undefined) {
    return (
      <>
        <FormHeading title="One more step" text="The password is right. Now show that it is you." />
        <SecondFactorForm credentials={confirmed} onSignedIn={leave} onStartOver={startOver} />
      </>
    );
  }
  return (
    <>
      {heading}
      <div className="grid gap-3">
        <LoginForm form={form} onSubmit={submit} />
        <PasskeyButton
          onSignedIn={leave}
          onFailure={(problem) => form.setError('root', problem)}
          onStart={() => form.clearErrors()}
        />
      </div>
      {children}
    </>
  );
}
