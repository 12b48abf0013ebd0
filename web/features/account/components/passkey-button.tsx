'use client';

import { Fingerprint } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { call } from '@/lib/api/call';
import { signInWithPasskey, startPasskeySignIn } from '@/lib/api/generated/sdk.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';

const cancelled: FormProblem = {
  type: 'No passkey was used',
  message: 'The request was cancelled, or it timed out. Try again, or sign in with your password.',
};

interface PasskeyButtonProps {
  readonly onStart: () => void;
  readonly onSignedIn: () => void;
  readonly onFailure: (problem: FormProblem) => void;
}

/** Signs in with a passkey, without username and password. Not rendered when the browser has no support. */
export function PasskeyButton({ onStart, onSignedIn, onFailure }: PasskeyButtonProps) {
  const [busy, setBusy] = useState(false);
  const hydrated = useHydrated();
  if (!usePasskeySupport()) return null;

  const signIn = async () => {
    setBusy(true);
    onStart();
    try {
      // Loaded on demand: most users sign in with a password.
      const [{ startAuthentication }, optionsJSON] = await Promise.all([
        import('@simplewebauthn/browser'),
        call(startPasskeySignIn()),
      ]);
      const response = await startAuthentication({ optionsJSON });
      await call(signInWithPasskey({ body: { response } }));
    } catch (error) {
      setBusy(false);
      onFailure(isCancelled(error) ? cancelled : formProblem(error, 'sign in with a passkey'));
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

/** True on the server, because nearly every browser has support: a button that appears later would shift the layout. */
function usePasskeySupport(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => 'PublicKeyCredential' in window,
    () => true,
  );
}

/** Cancelled by the user, by a timeout, or because the device has no passkey for this site: browsers do not tell which. */
function isCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');
}
