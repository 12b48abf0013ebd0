import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type UseFormProps, useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { signIn } from '@/lib/api/generated/sdk.gen';
import { type Credentials, credentialsSchema } from '@/lib/session/account-schema';
import { accountFailure, type FormProblem } from '../../../lib/forms/form-problem';

/**
 * A form that signs in and goes on; refused, it empties the password, says why and waits there. `confirmed` holds
 * what was right but is not enough: then a code has to be asked for. It is kept in memory alone.
 */
export function useSignIn(onSignedIn: () => void | Promise<void>, options?: UseFormProps<Credentials>) {
  const form = useForm<Credentials>({ ...options, resolver: zodResolver(credentialsSchema) });
  const [confirmed, setConfirmed] = useState<Credentials>();

  const submit = form.handleSubmit(async (credentials) => {
    try {
      await call(signIn({ body: credentials }));
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 'second_factor_required') return setConfirmed(credentials);
      form.setValue('password', '');
      form.setError('root', accountFailure(error, 'sign in'));
      form.setFocus('password');
      return;
    }
    await onSignedIn();
  });

  /** Back to the password. */
  const startOver = (problem?: FormProblem) => {
    setConfirmed(undefined);
    form.reset({ username: form.getValues('username'), password: '' });
    if (problem !== undefined) form.setError('root', problem);
  };

  return { form, submit, confirmed, startOver };
}
