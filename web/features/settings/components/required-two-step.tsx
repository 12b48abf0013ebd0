'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Route } from 'next';
import { useState } from 'react';
import { call } from '@/lib/api/call';
import { refreshSession } from '@/lib/api/generated/sdk.gen';
import { currentUserQuery } from '@/lib/session/current-user-query';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { Toaster } from '@/ui/toaster';
import { ProfileForm } from './profile-form';
import { TwoStepSetupDialog } from './two-step-setup-dialog';

interface RequiredTwoStepProps {
  /** The page to continue to. */
  readonly destination: Route;
}

/**
 * Opens the setup, and continues after it. If the email must be verified first, offers what the profile page would: that
 * page is closed until two-step verification is on. The access token from before is refreshed: it allows only the setup.
 */
export function RequiredTwoStep({ destination }: RequiredTwoStepProps) {
  const [open, setOpen] = useState(false);
  const [needsEmail, setNeedsEmail] = useState(false);
  const hydrated = useHydrated();
  const client = useQueryClient();
  const onClose = async () => {
    setOpen(false);
    const isOn = client.getQueryData(currentUserQuery().queryKey)?.second_factor === true;
    if (!isOn) return;
    // If it fails, the page leads back here, and the next visit renews the session.
    await call(refreshSession()).catch(() => {});
    window.location.assign(destination);
  };
  return (
    <>
      {needsEmail && (
        <div className="mb-4">
          <ProfileForm />
        </div>
      )}
      <Button size="large" disabled={!hydrated} onClick={() => setOpen(true)}>
        Set up
      </Button>
      <TwoStepSetupDialog open={open} onClose={onClose} onEmailNotVerified={() => setNeedsEmail(true)} />
      <Toaster />
    </>
  );
}
