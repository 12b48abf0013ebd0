'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { totpQuery } from '@/features/settings/account-queries';
import type { TotpState } from '@/lib/api/generated/types.gen';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';
import { EnrolDialog } from './two-step-setup-dialog';
import { RemoveSecondFactorDialog } from './two-step-disable-dialog';
import { RenewCodesDialog } from './renew-codes-dialog';
import { SectionQuery } from './section-query';

/** Fewer recovery codes than this deserve a warning. */
const few = 3;

type OpenDialog = 'enrol' | 'renew' | 'remove';

export function SecondFactor() {
  const query = useQuery(totpQuery());
  const [open, setOpen] = useState<OpenDialog>();
  const close = () => setOpen(undefined);
  return (
    <Section
      title="Second factor"
      text="With it, signing in takes your password and a code from an app on your phone. Whoever learns the password alone stays out."
      aside={
        query.data && <Badge tone={query.data.enabled ? 'accent' : 'plain'}>{query.data.enabled ? 'On' : 'Off'}</Badge>
      }
      flush
    >
      <SectionQuery query={query} attempt="load the second factor">
        {(state) => (
          <div className="px-5 py-5 sm:px-6">
            {state.enabled ? (
              <Enabled state={state} onOpen={setOpen} />
            ) : (
              <Button onClick={() => setOpen('enrol')}>Set up</Button>
            )}
          </div>
        )}
      </SectionQuery>
      <EnrolDialog open={open === 'enrol'} onClose={close} />
      <RenewCodesDialog open={open === 'renew'} onClose={close} />
      <RemoveSecondFactorDialog open={open === 'remove'} onClose={close} />
    </Section>
  );
}

interface EnabledProps {
  readonly state: TotpState;
  readonly onOpen: (dialog: OpenDialog) => void;
}

function Enabled({ state: { recovery_codes_left: left }, onOpen }: EnabledProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {left === 1 ? '1 recovery code left' : `${left} recovery codes left`}
          {left < few && <Badge tone="warm">Make new ones soon</Badge>}
        </p>
        <p className="text-muted text-sm">Each lets you in once when the phone is not at hand.</p>
      </div>
      <div className="-ml-3.5 flex flex-wrap gap-1 sm:ml-0 sm:gap-2">
        <Button variant="secondary" size="small" onClick={() => onOpen('renew')} className="max-sm:ml-3.5">
          New codes
        </Button>
        <Button variant="quiet-danger" size="small" onClick={() => onOpen('remove')}>
          Turn off
        </Button>
      </div>
    </div>
  );
}
