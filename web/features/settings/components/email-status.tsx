'use client';

import { useMutation } from '@tanstack/react-query';
import { MailCheck, MailWarning } from 'lucide-react';
import { accountFailure } from '@/lib/forms/form-problem';
import { call } from '@/lib/api/call';
import { requestEmailVerification } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { notifications } from '@/lib/notifications';
import { Button } from '@/ui/button';

/** Whether the address is known to be the person's, and what to do when it is not. */
export function EmailState({ user }: { readonly user: Account }) {
  const request = useMutation({
    mutationFn: () => call(requestEmailVerification()),
    onSuccess: () =>
      notifications.add({
        tone: 'success',
        title: `A link is on its way to ${user.email}`,
        advice: 'It may take a minute, or have landed among the spam.',
      }),
    onError: (error) => {
      const { type: title, message: advice } = accountFailure(error, 'send the link');
      notifications.add({ tone: 'error', title, advice });
    },
  });
  if (user.email_verified) {
    return (
      <p className="-mt-2.5 flex items-center gap-2 text-accent text-sm">
        <MailCheck aria-hidden="true" className="size-4 shrink-0" />
        Confirmed: this address is known to be yours.
      </p>
    );
  }
  return (
    <div className="-mt-1 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg bg-warm-soft py-3 pr-3 pl-3.5 text-sm">
      <p className="flex min-w-0 flex-1 basis-64 gap-2.5 text-warm">
        <MailWarning aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span>
          <strong className="font-semibold">Not confirmed yet.</strong> Open the link we sent to this address: with it
          you get back in when the password is forgotten.
        </span>
      </p>
      <Button variant="secondary" size="small" busy={request.isPending} onClick={() => request.mutate()}>
        Send the link again
      </Button>
    </div>
  );
}
