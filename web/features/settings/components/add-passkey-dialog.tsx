'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { PasswordInput } from '@/ui/password-input';
import { showFailure } from '@/lib/forms/show-failure';
import { usePasskeys } from '@/features/settings/hooks/use-passkeys';
import { refusalOfDevice } from '@/features/settings/passkey-refusal';
import { type NewPasskey, passkeySchema } from '@/features/settings/settings-schemas';
import { notifications } from '@/lib/notifications';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';

interface AddPasskeyDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function AddPasskeyDialog({ open, onClose }: AddPasskeyDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title="Add a passkey"
      description="Your browser then asks where to keep it: on this device, on your phone or on a security key."
      guarded
    >
      <AddPasskeyForm onClose={onClose} />
    </Dialog>
  );
}

function AddPasskeyForm({ onClose }: { readonly onClose: () => void }) {
  const { add } = usePasskeys();
  const form = useForm<NewPasskey>({ resolver: zodResolver(passkeySchema), defaultValues: { name: '', password: '' } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (passkey) => {
    try {
      await add(passkey);
    } catch (error) {
      const refusal = refusalOfDevice(error);
      if (refusal === undefined) showFailure(form, ['name', 'password'], error, 'add the passkey');
      else form.setError('root', { type: refusal.title, message: refusal.advice });
      return;
    }
    onClose();
    notifications.add({ tone: 'success', title: `Added “${passkey.name}”`, advice: 'It signs you in from now on.' });
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <Field
        id="passkey-name"
        label="Name"
        hint="To tell it from others, as in “Work laptop”."
        error={errors.name?.message}
      >
        {(parts) => (
          <input
            {...form.register('name')}
            {...parts}
            data-autofocus
            dir="auto"
            autoComplete="off"
            className="field h-11"
          />
        )}
      </Field>
      <Field id="passkey-password" label="Your password" error={errors.password?.message}>
        {(parts) => <PasswordInput {...form.register('password')} {...parts} autoComplete="current-password" />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" busy={isSubmitting}>
          Continue
        </Button>
      </div>
    </form>
  );
}
