'use client';

import { useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { useTotp } from '../hooks/use-totp';
import { PasswordForm } from './password-form';
import { RecoveryCodes } from './recovery-codes';

interface RenewCodesDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RenewCodesDialog({ open, onClose }: RenewCodesDialogProps) {
  const [codes, setCodes] = useState<readonly string[]>();
  const { renew } = useTotp();
  const close = () => {
    setCodes(undefined);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={codes === undefined ? 'Make new recovery codes?' : 'Save your recovery codes'}
      guarded
      dismissible={codes === undefined}
    >
      {codes === undefined ? (
        <PasswordForm
          action="Make new codes"
          attempt="make new recovery codes"
          onSubmit={async (password) => setCodes((await renew(password)).recovery_codes)}
          onCancel={close}
        >
          <p className="text-muted">You get ten new codes. The old codes stop working immediately.</p>
        </PasswordForm>
      ) : (
        <RecoveryCodes codes={codes} onDone={close} />
      )}
    </Dialog>
  );
}
