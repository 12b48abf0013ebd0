'use client';

import { Fingerprint } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { call } from '@/lib/api/call';
import { signInWithPasskey, startPasskeySignIn } from '@/lib/api/generated/sdk.gen';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { accountFailure, type FormProblem } from '../../../lib/forms/form-problem';

const notUsed: FormProblem = {
  type: 'No passkey was used',
  message: 'The request was cancelled or took too long. Try again, or sign in with your password.',
};

interface PasskeyButtonProps {
  readonly onStart: () => void;
  readonly onSignedIn: () => void;
  readonly onFailure: (problem: FormProblem) => void;
}

/** Signs in with what the device keeps, without a name or a password. Not there where the browser cannot do it. */
export function PasskeyButton({ onStart, onSignedIn, onFailure }: PasskeyButtonProps) {
  const [busy, setBusy] = useState(false);
  const hydrated = useHydrated();
  if (!usePasskeySupport()) return null;

  const signIn = async () => {
    setBusy(true);
    onStart();
    try {
      // Loaded when it is needed: most visits sign in otherwise.
      const [{ startAuthentication }, optionsJSON] = await Promise.all([
        import('@simplewebauthn/browser'),
        call(startPasskeySignIn()),
      ]);
      const response = await startAuthentication({ optionsJSON });
      await call(signInWithPasskey({ body: { response } }));
    } catch (error) {
      setBusy(false);
      onFailure(isCancelled(error) ? notUsed : accountFailure(error, 'sign in with a passkey'));
      return;
    }
    onSignedIn();
  };

  return (
    <Button variant="secondary" size="large" busy={busy} disabled={!hydrated} onClick={signIn}>
      {!busy && <Fingerprint aria-hidden="true" className="size-4.5" />}
      Sign in with a passkey
    </Button>
  );
}

const subscribe = () => () => {};

/** The server takes it for granted, as nearly every browser has it: the button would push the page around otherwise. */
function usePasskeySupport(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => 'PublicKeyCredential' in window,
    () => true,
  );
}

/** By the person, by the clock, or because the device has no passkey for this site: browsers do not say which. */
function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');
}
