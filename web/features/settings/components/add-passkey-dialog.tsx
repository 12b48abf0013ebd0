'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { showFormFailure } from '@/lib/forms/show-failure';
import { notifications } from '@/lib/notifications/notifications';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { PasswordInput } from '@/ui/password-input';
import { usePasskeys } from '../hooks/use-passkeys';
import { passkeyRefusal } from '../passkey-refusal';
import { type NewPasskey, passkeySchema } from '../settings-schemas';

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
      description="Next, your browser asks where to save it: on this device, on your phone or on a security key."
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
      const refusal = passkeyRefusal(error);
      if (refusal === undefined) showFormFailure(form, ['name', 'password'], error, 'add the passkey');
      else form.setError('root', { type: refusal.title, message: refusal.advice });
      return;
    }
    onClose();
    notifications.add({ tone: 'success', title: `Added “${passkey.name}”`, advice: 'You can sign in with it now.' });
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-5">
      <FormAlert error={errors.root} />
      <Field
        id="passkey-name"
        label="Name"
        hint="A name to recognise it by, such as “Work laptop”."
        error={errors.name?.message}
      >
        {(attributes) => (
          <input
            {...form.register('name')}
            {...attributes}
            data-autofocus
            dir="auto"
            autoComplete="off"
            className="field h-11"
          />
        )}
      </Field>
      <Field id="passkey-password" label="Your password" error={errors.password?.message}>
        {(attributes) => (
          <PasswordInput {...form.register('password')} {...attributes} autoComplete="current-password" />
        )}
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
