'use client';

import { useState } from 'react';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { signOut } from '@/lib/session/sign-out';
import { Button } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';

export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const handleClick = () => {
    setBusy(true);
    signOut().catch((error: unknown) => {
      setProblem(formProblem(error, 'sign out'));
      setBusy(false);
    });
  };
  return (
    <>
      <Button variant="quiet" size="large" busy={busy} onClick={handleClick}>
        Sign out
      </Button>
      <FormAlert error={problem} />
    </>
  );
}
