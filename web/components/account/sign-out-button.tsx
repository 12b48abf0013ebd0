'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormAlert } from '@/components/ui/form-alert';
import { leave } from '@/lib/session/leave';
import { accountFailure, type FormProblem } from './account-failure';

export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const signOut = () => {
    setBusy(true);
    leave().catch((error: unknown) => {
      setProblem(accountFailure(error, 'sign out'));
      setBusy(false);
    });
  };
  return (
    <>
      <Button look="quiet" size="large" busy={busy} onClick={signOut}>
        Sign out
      </Button>
      <FormAlert error={problem} />
    </>
  );
}
