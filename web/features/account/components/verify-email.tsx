'use client';

import { CircleCheck, MailCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { call } from '@/lib/api/call';
import { requestEmailVerification } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { Button, buttonClass } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { LinkPage } from './link-page';
import { Outcome } from './outcome';
import { VerifyEmailForm } from './verify-email-form';

interface VerifyEmailProps {
  /** The user who is signed in here, if any. The email may belong to another user. */
  readonly user: Account | undefined;
}

/** The page that the link in the email leads to. Opening it does not use the link: programs that scan email open links too. */
export function VerifyEmail({ user }: VerifyEmailProps) {
  return (
    <LinkPage invalidActions={<InvalidLinkActions user={user} />} success={<Verified />}>
      {(link) => <VerifyEmailForm {...link} user={user} />}
    </LinkPage>
  );
}

function Verified() {
  return (
    <Outcome
      focused
      icon={CircleCheck}
      title="Email verified"
      text="If you forget your password, you can reset it with this email."
    >
      <Link href="/dashboard" className={buttonClass('primary', 'large')}>
        Go to your tasks
      </Link>
    </Outcome>
  );
}

/** A new link goes to the email of the signed-in user, so only signed-in users can ask for one. */
function InvalidLinkActions({ user }: Pick<VerifyEmailProps, 'user'>) {
  if (user === undefined) {
    return (
      <Link href="/login" className={buttonClass('primary', 'large')}>
        Sign in
      </Link>
    );
  }
  return (
    <>
      {!user.email_verified && <NewLink email={user.email} />}
      <Link href="/dashboard" className={buttonClass(user.email_verified ? 'primary' : 'quiet', 'large')}>
        Go to your tasks
      </Link>
    </>
  );
}

function NewLink({ email }: Pick<Account, 'email'>) {
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle');
  const [problem, setProblem] = useState<FormProblem>();
  const send = async () => {
    setState('busy');
    setProblem(undefined);
    try {
      await call(requestEmailVerification());
      setState('sent');
    } catch (error) {
      setProblem(formProblem(error, 'send a new link'));
      setState('idle');
    }
  };
  return (
    <>
      <FormAlert error={problem} />
      <div role="status">
        {state === 'sent' && (
          <p className="flex items-center gap-2.5 rounded-lg bg-accent-soft px-3.5 py-3 text-accent text-sm">
            <MailCheck aria-hidden="true" className="size-4 shrink-0" />
            <span className="min-w-0 break-words">We sent a new link to {email}.</span>
          </p>
        )}
      </div>
      {state !== 'sent' && (
        <Button size="large" busy={state === 'busy'} onClick={send}>
          Send a new link
        </Button>
      )}
    </>
  );
}
