'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { changeMe } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { showFormFailure } from '@/lib/forms/show-failure';
import { notifications } from '@/lib/notifications/notifications';
import { currentUserQuery, useCurrentUser } from '@/lib/session/current-user-query';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { EmailField } from '@/ui/email-field';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { PasswordInput } from '@/ui/password-input';
import { Section } from '@/ui/section';
import { UsernameField } from '@/ui/username-field';
import { type Profile, profileSchema } from '../settings-schemas';
import { EmailStatus } from './email-status';

function valuesOf({ username, email }: Account): Profile {
  return { username, email, password: '' };
}

/** Username and email. The field for the password appears with the first change. */
export function ProfileForm() {
  const user = useCurrentUser();
  const client = useQueryClient();
  const change = useMutation({ mutationFn: (profile: Profile) => call(changeMe({ body: profile })) });
  const form = useForm<Profile>({ resolver: zodResolver(profileSchema), defaultValues: valuesOf(user) });
  const { errors, isSubmitting } = form.formState;
  const typed = useWatch({ control: form.control });
  const changed = typed.username !== user.username || typed.email !== user.email;
  const hydrated = useHydrated();

  const submit = form.handleSubmit(async (profile) => {
    try {
      const saved = await change.mutateAsync(profile);
      client.setQueryData(currentUserQuery().queryKey, saved);
      form.reset(valuesOf(saved));
      notifications.add({ tone: 'success', title: 'Profile saved' });
    } catch (error) {
      showFormFailure(form, ['username', 'email', 'password'], error, 'save your profile');
    }
  });

  return (
    <Section title="Username and email" text="You can sign in with either.">
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <UsernameField
          error={errors.username?.message}
          defaultValue={user.username}
          readOnly={!hydrated}
          register={() => form.register('username')}
        />
        <EmailField
          error={errors.email?.message}
          defaultValue={user.email}
          readOnly={!hydrated}
          register={() => form.register('email')}
        />
        {typed.email === user.email && <EmailStatus user={user} />}
        {changed && (
          <>
            <Field
              id="password"
              label="Your password"
              hint="Enter it to save the changes."
              error={errors.password?.message}
            >
              {(attributes) => (
                <PasswordInput {...form.register('password')} {...attributes} autoComplete="current-password" />
              )}
            </Field>
            <div className="flex gap-2">
              <Button type="submit" busy={isSubmitting}>
                Save
              </Button>
              <Button variant="quiet" onClick={() => form.reset(valuesOf(user))}>
                Cancel
              </Button>
            </div>
          </>
        )}
      </form>
    </Section>
  );
}
