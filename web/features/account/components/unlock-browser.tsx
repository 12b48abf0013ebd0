'use client';

import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { call } from '@/lib/api/call';
import { unlockBrowser } from '@/lib/api/generated/sdk.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { useHydrated } from '@/lib/use-hydrated';
import { Button, buttonClass } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { FormHeading } from './form-heading';
import { LinkPage, type UseLink } from './link-page';
import { Outcome } from './outcome';

/**
 * The page that the link in the email leads to. Only the button uses the link: programs that scan email open links too.
 */
export function UnlockBrowser() {
  const signIn = (
    <Link href="/login" className={buttonClass('primary', 'large')}>
      Sign in
    </Link>
  );
  const success = (
    <Outcome
      focused
      icon={CircleCheck}
      title="You can sign in now"
      text="Wrong passwords that others try do not count in this browser."
    >
      {signIn}
    </Outcome>
  );
  return (
    <LinkPage invalidActions={signIn} success={success}>
      {(link) => <UnlockButton {...link} />}
    </LinkPage>
  );
}

interface UnlockButtonProps {
  readonly token: string;
  readonly onUse: UseLink;
}

function UnlockButton({ token, onUse }: UnlockButtonProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<FormProblem>();
  const hydrated = useHydrated();
  const unlock = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onUse(() => call(unlockBrowser({ body: { token } })));
    } catch (error) {
      setProblem(formProblem(error, 'let this browser sign in'));
      setBusy(false);
    }
  };
  return (
    <>
      <FormHeading
        title="Let this browser sign in"
        text="Somebody tries many passwords for your account. Press the button to sign in with this browser all the same."
      />
      <FormAlert error={problem} />
      <Button size="large" busy={busy} disabled={!hydrated} onClick={unlock}>
        Let this browser sign in
      </Button>
    </>
  );
}
