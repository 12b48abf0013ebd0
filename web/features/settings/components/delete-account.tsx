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

/** Deletes the account. The API refuses this to the last admin, and the dialog shows the reason. */
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
      text="Deletes your account and all its data permanently. Export your data first if you may need it."
    >
      <Button variant="quiet-danger" onClick={() => setOpen(true)} className="-ml-4">
        Delete account…
      </Button>
      <Dialog open={open} onOpenChange={close} title="Delete your account?" guarded>
        <PasswordForm action="Delete account" attempt="delete the account" danger onSubmit={submit} onCancel={close}>
          <div className="grid gap-2 text-muted">
            <p>This takes effect immediately and cannot be undone. It deletes:</p>
            <ul className="list-disc pl-5">
              <li>all your tasks, including those in the trash</li>
              <li>your sessions: all devices are signed out</li>
              <li>your passkeys, access tokens and recovery codes</li>
              <li>your username and email: other users can then take them</li>
            </ul>
          </div>
        </PasswordForm>
      </Dialog>
    </Section>
  );
}
