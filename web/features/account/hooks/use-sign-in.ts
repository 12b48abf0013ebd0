import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type UseFormProps, useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { signIn } from '@/lib/api/generated/sdk.gen';
import { type FormProblem, formProblem } from '@/lib/forms/form-problem';
import { type Credentials, credentialsSchema } from '@/lib/session/account-schema';

/**
 * A form that signs in. After a failure it clears the password, focuses it and shows the reason. `pendingCredentials` are
 * correct credentials that still need a code of two-step verification. They are kept in memory only. `lockedName` is the
 * username or email that was refused because of too many attempts.
 */
export function useSignIn(onSignedIn: () => void | Promise<void>, options?: UseFormProps<Credentials>) {
  const form = useForm<Credentials>({ ...options, resolver: zodResolver(credentialsSchema) });
  const [pendingCredentials, setPendingCredentials] = useState<Credentials>();
  const [lockedName, setLockedName] = useState<string>();

  const submit = form.handleSubmit(async (credentials) => {
    setLockedName(undefined);
    try {
      await call(signIn({ body: credentials }));
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'second_factor_required')
        return setPendingCredentials(credentials);
      if (error instanceof ApiFailure && error.code === 'rate_limited') setLockedName(credentials.username);
      form.setValue('password', '');
      form.setError('root', formProblem(error, 'sign in'));
      form.setFocus('password');
      return;
    }
    await onSignedIn();
  });

  /** Returns to the password. */
  const startOver = (problem?: FormProblem) => {
    setPendingCredentials(undefined);
    form.reset({ username: form.getValues('username'), password: '' });
    if (problem !== undefined) form.setError('root', problem);
  };

  return { form, submit, pendingCredentials, lockedName, startOver };
}
