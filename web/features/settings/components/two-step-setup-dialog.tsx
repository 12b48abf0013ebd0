'use client';

import { useState } from 'react';
import { useTotp } from '@/features/settings/hooks/use-totp';
import type { TotpStart } from '@/lib/api/generated/types.gen';
import { Dialog } from '@/ui/dialog';
import { PasswordForm } from './password-form';
import { RecoveryCodes } from './recovery-codes';
import { ScanForm } from './scan-form';

interface EnrolDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'scan'; readonly start: TotpStart }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

const first: Step = { kind: 'password' };

const titles: Readonly<Record<Step['kind'], string>> = {
  password: 'Set up a second factor',
  scan: 'Scan this with your app',
  codes: 'Keep these recovery codes',
};

/** Password, then the picture to scan and a code to prove it, then the recovery codes, shown this once. */
export function EnrolDialog({ open, onClose }: EnrolDialogProps) {
  const [step, setStep] = useState(first);
  const totp = useTotp();
  const close = () => {
    setStep(first);
    onClose();
  };
  const begin = async (password: string) => setStep({ kind: 'scan', start: await totp.start(password) });
  const prove = async (code: string) => setStep({ kind: 'codes', codes: (await totp.confirm(code)).recovery_codes });
  return (
    <Dialog open={open} onOpenChange={close} title={titles[step.kind]} guarded dismissible={step.kind !== 'codes'}>
      {step.kind === 'password' && (
        <PasswordForm action="Continue" attempt="set up the second factor" onSubmit={begin} onCancel={close}>
          <p className="text-muted">
            You need an authenticator app on your phone. Any will do, as will most password managers.
          </p>
        </PasswordForm>
      )}
      {step.kind === 'scan' && <ScanForm start={step.start} onSubmit={prove} onCancel={close} />}
      {step.kind === 'codes' && <RecoveryCodes codes={step.codes} onDone={close} />}
    </Dialog>
  );
}
