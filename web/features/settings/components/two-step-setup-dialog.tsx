'use client';

import { useState } from 'react';
import { ApiFailure } from '@/lib/api/failure';
import type { TotpStart } from '@/lib/api/generated/types.gen';
import { Dialog } from '@/ui/dialog';
import { useTotp } from '../hooks/use-totp';
import { PasswordForm } from './password-form';
import { RecoveryCodes } from './recovery-codes';
import { ScanForm } from './scan-form';

interface TwoStepSetupDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Called instead of showing the refusal. */
  readonly onEmailNotVerified?: () => void;
}

type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'scan'; readonly start: TotpStart }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

const firstStep: Step = { kind: 'password' };

const titles: Readonly<Record<Step['kind'], string>> = {
  password: 'Set up two-step verification',
  scan: 'Scan the QR code with your app',
  codes: 'Save your recovery codes',
};

/** Asks for the password, then shows a QR code and asks for a code, then shows the recovery codes, only once. */
export function TwoStepSetupDialog({ open, onClose, onEmailNotVerified }: TwoStepSetupDialogProps) {
  const [step, setStep] = useState(firstStep);
  const totp = useTotp();
  const close = () => {
    setStep(firstStep);
    onClose();
  };
  const start = async (password: string) => {
    try {
      setStep({ kind: 'scan', start: await totp.start(password) });
    } catch (error) {
      const isRefused = error instanceof ApiFailure && error.code === 'email_not_verified';
      if (!isRefused || onEmailNotVerified === undefined) throw error;
      close();
      onEmailNotVerified();
    }
  };
  const verify = async (code: string) => setStep({ kind: 'codes', codes: (await totp.confirm(code)).recovery_codes });
  return (
    <Dialog open={open} onOpenChange={close} title={titles[step.kind]} guarded dismissible={step.kind !== 'codes'}>
      {step.kind === 'password' && (
        <PasswordForm action="Continue" attempt="set up two-step verification" onSubmit={start} onCancel={close}>
          <p className="text-muted">You need an authenticator app on your phone. Most password managers work too.</p>
        </PasswordForm>
      )}
      {step.kind === 'scan' && <ScanForm start={step.start} onSubmit={verify} onCancel={close} />}
      {step.kind === 'codes' && <RecoveryCodes codes={step.codes} onDone={close} />}
    </Dialog>
  );
}
