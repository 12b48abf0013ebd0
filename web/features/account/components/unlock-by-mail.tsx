'use client';

import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/lib/api/call';
import { requestUnlock } from '@/lib/api/generated/sdk.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { Button } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';

interface UnlockByMailProps {
  /** The username or email as typed. */
  readonly username: string;
}

/** For a user who cannot sign in because others try passwords for the account. Does not tell whether there is one. */
export function UnlockByMail({ username }: UnlockByMailProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle');
  const [problem, setProblem] = useState<FormProblem>();
  const send = async () => {
    setState('busy');
    setProblem(undefined);
    try {
      await call(requestUnlock({ body: { username } }));
      setState('sent');
    } catch (error) {
      setProblem(formProblem(error, 'send the link'));
      setState('idle');
    }
  };
  return (
    <div className="grid gap-3">
      <FormAlert error={problem} />
      <div role="status">
        {state === 'sent' && (
          <p className="flex items-center gap-2.5 rounded-lg bg-accent-soft px-3.5 py-3 text-accent text-sm">
            <MailCheck aria-hidden="true" className="size-4 shrink-0" />
            <span className="min-w-0">
              If there is such an account, we sent its email a link. Open it in this browser, then sign in.
            </span>
          </p>
        )}
      </div>
      {state !== 'sent' && (
        <Button variant="quiet" size="large" busy={state === 'busy'} onClick={send}>
          Email me a link to sign in now
        </Button>
      )}
    </div>
  );
}
