'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/lib/api/call';
import { removeMe } from '@/lib/api/generated/sdk.gen';
import { showSignInEverywhere } from '@/lib/session/sign-out';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Section } from '@/ui/section';
import { PasswordForm } from './password-form';

/** The way out. The API refuses it to the last admin, and says so in the dialog. */
export function DeleteAccount() {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const remove = useMutation({ mutationFn: (password: string) => call(removeMe({ body: { password } })) });
  const submit = async (password: string) => {
    await remove.mutateAsync(password);
    showSignInEverywhere('/login?account=deleted');
  };
  return (
    <Section
      title="Delete account"
      text="Deletes your account and everything in it, for good. Export your data first if you may want it again."
    >
      <Button variant="quiet-danger" onClick={() => setOpen(true)} className="-ml-4">
        Delete account…
      </Button>
      <Dialog open={open} onOpenChange={close} title="Delete your account?" guarded>
        <PasswordForm action="Delete for good" attempt="delete the account" danger onSubmit={submit} onCancel={close}>
          <div className="grid gap-2 text-muted">
            <p>This deletes at once, and nobody can bring it back:</p>
            <ul className="list-disc pl-5">
              <li>all your tasks, those in the trash included</li>
              <li>your sessions: every device is signed out</li>
              <li>your passkeys, access tokens and recovery codes</li>
              <li>your name and address, which others may then take</li>
            </ul>
          </div>
        </PasswordForm>
      </Dialog>
    </Section>
  );
}
