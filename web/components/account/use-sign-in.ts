import { zodResolver } from '@hookform/resolvers/zod';
import { type UseFormProps, useForm } from 'react-hook-form';
import { call } from '@/lib/api/call';
import { signIn } from '@/lib/api/generated/sdk.gen';
import { type Credentials, credentialsSchema } from '@/lib/session/account-schema';
import { accountFailure } from './account-failure';

/** A form that signs in and goes on; refused, it empties the password, says why and waits there. */
export function useSignIn(onSignedIn: () => void | Promise<void>, options?: UseFormProps<Credentials>) {
  const form = useForm<Credentials>({ ...options, resolver: zodResolver(credentialsSchema) });
  const submit = form.handleSubmit(async (credentials) => {
    try {
      await call(signIn({ body: credentials }));
    } catch (error) {
      form.setValue('password', '');
      form.setError('root', accountFailure(error, 'sign in'));
      form.setFocus('password');
      return;
    }
    await onSignedIn();
  });
  return { form, submit };
}
