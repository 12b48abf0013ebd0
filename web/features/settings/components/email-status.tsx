'use client';

import { useMutation } from '@tanstack/react-query';
import { MailCheck, MailWarning } from 'lucide-react';
import { call } from '@/lib/api/call';
import { requestEmailVerification } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { formProblem } from '@/lib/forms/form-problem';
import { notifications } from '@/lib/notifications/notifications';
import { Button } from '@/ui/button';

/** Whether the email is verified, and what to do when it is not. */
export function EmailStatus({ user }: { readonly user: Account }) {
  const request = useMutation({
    mutationFn: () => call(requestEmailVerification()),
    onSuccess: () =>
      notifications.add({
        tone: 'success',
        title: `We sent a link to ${user.email}`,
        advice: 'It may take a minute. Check your spam folder too.',
      }),
    onError: (error) => {
      const { type: title, message: advice } = formProblem(error, 'send the link');
      notifications.add({ tone: 'error', title, advice });
    },
  });
  if (user.email_verified) {
    return (
      <p className="-mt-2.5 flex items-center gap-2 text-accent text-sm">
        <MailCheck aria-hidden="true" className="size-4 shrink-0" />
        Email verified
      </p>
    );
  }
  return (
    <div className="-mt-1 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg bg-warm-soft py-3 pr-3 pl-3.5 text-sm">
      <p className="flex min-w-0 flex-1 basis-64 gap-2.5 text-warm">
        <MailWarning aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span>
          <strong className="font-semibold">Not verified.</strong> Open the link that we sent to this email. Until then
          you cannot add passkeys, two-step verification or tokens, and resetting a forgotten password deletes your
          tasks.
        </span>
      </p>
      <Button variant="secondary" size="small" busy={request.isPending} onClick={() => request.mutate()}>
        Send the link again
      </Button>
    </div>
  );
}
