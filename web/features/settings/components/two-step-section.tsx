'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TotpState } from '@/lib/api/generated/types.gen';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';
import { totpQuery } from '../account-queries';
import { RenewCodesDialog } from './renew-codes-dialog';
import { SectionQuery } from './section-query';
import { TwoStepDisableDialog } from './two-step-disable-dialog';
import { TwoStepSetupDialog } from './two-step-setup-dialog';

/** Warns when fewer recovery codes are left. */
const enoughCodes = 3;

type OpenDialog = 'setup' | 'renew-codes' | 'disable';

export function TwoStepSection() {
  const query = useQuery(totpQuery());
  const [open, setOpen] = useState<OpenDialog>();
  const close = () => setOpen(undefined);
  return (
    <Section
      title="Two-step verification"
      text="To sign in you need your password and a code from an app on your phone. The password alone is not enough."
      aside={
        query.data && <Badge tone={query.data.enabled ? 'accent' : 'plain'}>{query.data.enabled ? 'On' : 'Off'}</Badge>
      }
      flush
    >
      <SectionQuery query={query} attempt="load two-step verification">
        {(state) => (
          <div className="px-5 py-5 sm:px-6">
            {state.enabled ? (
              <Enabled state={state} onOpen={setOpen} />
            ) : (
              <Button onClick={() => setOpen('setup')}>Set up</Button>
            )}
          </div>
        )}
      </SectionQuery>
      <TwoStepSetupDialog open={open === 'setup'} onClose={close} />
      <RenewCodesDialog open={open === 'renew-codes'} onClose={close} />
      <TwoStepDisableDialog open={open === 'disable'} onClose={close} />
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
          {left < enoughCodes && <Badge tone="warm">Make new ones soon</Badge>}
        </p>
        <p className="text-muted text-sm">With each code you can sign in once without your phone.</p>
      </div>
      <div className="-ml-3.5 flex flex-wrap gap-1 sm:ml-0 sm:gap-2">
        <Button variant="secondary" size="small" onClick={() => onOpen('renew-codes')} className="max-sm:ml-3.5">
          New codes
        </Button>
        <Button variant="quiet-danger" size="small" onClick={() => onOpen('disable')}>
          Turn off
        </Button>
      </div>
    </div>
  );
}
