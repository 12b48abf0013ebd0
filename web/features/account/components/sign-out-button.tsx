'use client';

import { useState } from 'react';
import { leave } from '@/lib/session/sign-out';
import { Button } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { accountFailure, type FormProblem } from '../../../lib/forms/form-problem';

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
      <Button variant="quiet" size="large" busy={busy} onClick={signOut}>
        Sign out
      </Button>
      <FormAlert error={problem} />
    </>
  );
}
