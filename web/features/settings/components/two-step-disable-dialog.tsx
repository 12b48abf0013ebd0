'use client';

import { useTotp } from '@/features/settings/hooks/use-totp';
import { notifications } from '@/lib/notifications';
import { Dialog } from '@/ui/dialog';
import { PasswordForm } from './password-form';

interface RemoveSecondFactorDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RemoveSecondFactorDialog({ open, onClose }: RemoveSecondFactorDialogProps) {
  const { remove } = useTotp();
  const submit = async (password: string) => {
    await remove(password);
    onClose();
    notifications.add({ tone: 'success', title: 'The second factor is off' });
  };
  return (
    <Dialog open={open} onOpenChange={onClose} title="Turn off the second factor" guarded>
      <PasswordForm action="Turn off" attempt="turn off the second factor" danger onSubmit={submit} onCancel={onClose}>
        <p className="text-muted">
          From then on your password alone opens the account. The recovery codes stop working, and the entry in your app
          can go.
        </p>
      </PasswordForm>
    </Dialog>
  );
}
