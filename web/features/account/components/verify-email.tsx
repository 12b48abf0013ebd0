'use client';

import { CircleCheck, MailCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { requestEmailVerification, verifyEmail } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { useHydrated } from '@/lib/use-hydrated';
import { Button, buttonClass } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { accountFailure, type FormProblem } from '../../../lib/forms/form-problem';
import { useCleanAddress } from '../hooks/use-clean-url';
import { BrokenLink } from './link-page';
import { FormHeading } from './form-heading';
import { Outcome } from './outcome';

interface VerifyEmailProps {
  /** Of the link that was followed; undefined when it was cut short, or the page was loaded again. */
  readonly token: string | undefined;
  /** Who is signed in here, if anybody: not always the one whose address it is. */
  readonly user: Account | undefined;
}

/**
 * Where the link in the email leads. Only a press on the button uses it up: programs that look through mail open links
 * too.
 */
export function VerifyEmail({ token, user }: VerifyEmailProps) {
  const [state, setState] = useState<'asking' | 'done' | 'refused'>('asking');
  useCleanAddress();
  if (state === 'done') {
    return (
      <Outcome
        focused
        icon={CircleCheck}
        title="Your address is confirmed"
        text="From now on it can bring you back in, should you forget your password."
      >
        <Link href="/dashboard" className={buttonClass('primary', 'large')}>
          Go to your tasks
        </Link>
      </Outcome>
    );
  }
  if (state === 'refused' || token === undefined) {
    return (
      <BrokenLink refused={state === 'refused'}>
        <NextStep user={user} />
      </BrokenLink>
    );
  }
  return <Question token={token} onDone={() => setState('done')} onRefused={() => setState('refused')} />;
}

interface QuestionProps {
  readonly token: string;
  readonly onDone: () => void;
  readonly onRefused: () => void;
}

function Question({ token, onDone, onRefused }: QuestionProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const hydrated = useHydrated();
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await call(verifyEmail({ body: { token } }));
      onDone();
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'link_invalid') return onRefused();
      setProblem(accountFailure(error, 'confirm the address'));
      setBusy(false);
    }
  };
  return (
    <>
      <FormHeading title="Confirm your address" text="One press, and we know that email reaches you there." />
      <FormAlert error={problem} />
      <Button size="large" busy={busy} disabled={!hydrated} onClick={confirm}>
        Confirm
      </Button>
    </>
  );
}

/** A new link goes to the address of the account, so somebody has to be signed in to ask for it. */
function NextStep({ user }: Pick<VerifyEmailProps, 'user'>) {
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
      setProblem(accountFailure(error, 'send a new link'));
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
            <span className="min-w-0 break-words">A new link is on its way to {email}.</span>
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
