'use client';

import { Fingerprint } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { call } from '@/lib/api/call';
import { confirmSession, confirmWithPasskey, startPasskeyConfirmation } from '@/lib/api/generated/sdk.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { confirmationState } from '@/lib/session/confirmation-state';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { FormAlert } from '@/ui/form-alert';
import { PasswordForm } from './password-form';

const attempt = 'confirm that it is you';

/** Asks for the password or a passkey before an action that must not be possible at an unattended computer. */
export function ConfirmationDialog() {
  const open = useSyncExternalStore(confirmationState.subscribe, confirmationState.isOpen, () => false);
  const cancel = () => confirmationState.settle(false);
  return (
    <Dialog open={open} onOpenChange={cancel} title="Confirm that it is you" guarded>
      <PasswordForm
        action="Confirm"
        attempt={attempt}
        onSubmit={async (password) => {
          await call(confirmSession({ body: { password } }));
          confirmationState.settle(true);
        }}
        onCancel={cancel}
      >
        <p className="text-muted">You signed in more than ten minutes ago. The action continues afterwards.</p>
        {open && 'PublicKeyCredential' in window && <ConfirmWithPasskey />}
      </PasswordForm>
    </Dialog>
  );
}

function ConfirmWithPasskey() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const [{ startAuthentication }, optionsJSON] = await Promise.all([
        import('@simplewebauthn/browser'),
        call(startPasskeyConfirmation()),
      ]);
      const response = await startAuthentication({ optionsJSON });
      await call(confirmWithPasskey({ body: { response } }));
      confirmationState.settle(true);
    } catch (error) {
      setProblem(formProblem(error, attempt));
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-3">
      <FormAlert error={problem} />
      <Button variant="secondary" busy={busy} onClick={confirm}>
        {!busy && <Fingerprint aria-hidden="true" className="size-4.5" />}
        Use a passkey instead
      </Button>
    </div>
  );
}
