'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { PasswordInput } from '@/ui/password-input';
import { showFailure } from '@/lib/forms/show-failure';
import { type Profile, profileSchema } from '@/features/settings/settings-schemas';
import { call } from '@/lib/api/call';
import { changeMe } from '@/lib/api/generated/sdk.gen';
import type { Account } from '@/lib/api/generated/types.gen';
import { notifications } from '@/lib/notifications';
import { currentUserQuery, useCurrentUser } from '@/lib/session/current-user-query';
import { useHydrated } from '@/lib/use-hydrated';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { FormAlert } from '@/ui/form-alert';
import { Section } from '@/ui/section';
import { EmailState } from './email-status';

function valuesOf({ username, email }: Account): Profile {
  return { username, email, password: '' };
}

/** Name and address. A change of either asks for the password, in a field that comes with the first keystroke. */
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
      showFailure(form, ['username', 'email', 'password'], error, 'save your profile');
    }
  });

  return (
    <Section title="Name and address" text="You can sign in with either of them.">
      <form method="post" onSubmit={submit} noValidate className="grid gap-5">
        <FormAlert error={errors.root} />
        <Field id="username" label="Username" error={errors.username?.message}>
          {(parts) => (
            <input
              {...form.register('username')}
              {...parts}
              defaultValue={user.username}
              readOnly={!hydrated}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              className="field h-11"
            />
          )}
        </Field>
        <Field id="email" label="Email" error={errors.email?.message}>
          {(parts) => (
            <input
              {...form.register('email')}
              {...parts}
              defaultValue={user.email}
              readOnly={!hydrated}
              type="email"
              autoComplete="email"
              spellCheck={false}
              className="field h-11"
            />
          )}
        </Field>
        {typed.email === user.email && <EmailState user={user} />}
        {changed && (
          <>
            <Field
              id="password"
              label="Your password"
              hint="To make sure that it is you."
              error={errors.password?.message}
            >
              {(parts) => <PasswordInput {...form.register('password')} {...parts} autoComplete="current-password" />}
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
