'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { changePassword } from '@/lib/api/generated/sdk.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { notifications } from '@/lib/notifications/notifications';
import { type PasswordChange, passwordChangeSchema } from '@/lib/session/account-schema';
import { useCurrentUser } from '@/lib/session/current-user-query';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { FormAlert } from '@/ui/form-alert';
import { PasswordChangeFields } from '@/ui/password-change-fields';
import { Section } from '@/ui/section';
import { passkeysQuery, sessionsQuery } from '../account-queries';
import { PasskeyChoices } from './passkey-choices';

const empty: PasswordChange = { current_password: '', new_password: '' };

export function ChangePassword() {
  const user = useCurrentUser();
  const client = useQueryClient();
  const { data: passkeys } = useQuery(passkeysQuery());
  const [removed, setRemoved] = useState<ReadonlySet<number>>(new Set());
  const change = useMutation({
    mutationFn: (passwords: PasswordChange) =>
      call(changePassword({ body: { ...passwords, ...(removed.size > 0 && { remove_passkeys: [...removed] }) } })),
  });
  const form = useForm<PasswordChange>({ resolver: zodResolver(passwordChangeSchema), defaultValues: empty });
  const { errors, isSubmitting } = form.formState;
  const hydrated = useHydrated();

  const submit = form.handleSubmit(async (passwords) => {
    try {
      await change.mutateAsync(passwords);
    } catch (error) {
      showFormFailure(form, ['current_password', 'new_password'], error, 'change the password');
      return;
    }
    form.reset(empty);
    setRemoved(new Set());
    void client.invalidateQueries({ queryKey: passkeysQuery().queryKey });
    void client.invalidateQueries({ queryKey: sessionsQuery().queryKey });
    notifications.add({
      tone: 'success',
      title: 'Password changed',
      advice: 'All other devices were signed out, and your access tokens were revoked.',
    });
  });

  return (
    <Section
      title="Password"
      text="A new password signs out your other devices and revokes your access tokens. This device stays signed in."
    >
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <PasswordChangeFields username={user.username} form={form} />
        <PasskeyChoices passkeys={passkeys?.items ?? []} removed={removed} onChange={setRemoved} />
        <div>
          <Button type="submit" busy={isSubmitting} disabled={!hydrated}>
            Change password
          </Button>
        </div>
      </form>
    </Section>
  );
}
