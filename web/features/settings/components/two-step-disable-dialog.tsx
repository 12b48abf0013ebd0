'use client';

import { notifications } from '@/lib/notifications/notifications';
import { Dialog } from '@/ui/dialog';
import { useTotp } from '../hooks/use-totp';
import { PasswordForm } from './password-form';

interface TwoStepDisableDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function TwoStepDisableDialog({ open, onClose }: TwoStepDisableDialogProps) {
  const { remove } = useTotp();
  const submit = async (password: string) => {
    await remove(password);
    onClose();
    notifications.add({ tone: 'success', title: 'Two-step verification is off' });
  };
  return (
    <Dialog open={open} onOpenChange={onClose} title="Turn off two-step verification?" guarded>
      <PasswordForm
        action="Turn off"
        attempt="turn off two-step verification"
        danger
        onSubmit={submit}
        onCancel={onClose}
      >
        <p className="text-muted">
          After this your password alone is enough to sign in. The recovery codes stop working. You can delete the entry
          in your app.
        </p>
      </PasswordForm>
    </Dialog>
  );
}
