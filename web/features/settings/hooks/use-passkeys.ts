'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { addPasskey, removePasskey, startPasskey } from '@/lib/api/generated/sdk.gen';
import type { Passkey, Passkeys } from '@/lib/api/generated/types.gen';
import { passkeysQuery } from '../account-queries';
import type { NewPasskey } from '../settings-schemas';

/**
 * Asks the device for a new passkey and registers it with the API.
 * @throws ApiFailure when the API refused; WebAuthnError when the device or the user did
 */
async function createPasskey({ name, password }: NewPasskey): Promise<Passkey> {
  // Loaded on demand: adding a passkey is rare.
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = await call(startPasskey({ body: { password } }));
  const response = await startRegistration({ optionsJSON });
  return call(addPasskey({ body: { name, response } }));
}

/** Adds and removes passkeys. The cached list is updated from each answer. */
export function usePasskeys() {
  const client = useQueryClient();
  const change = (edit: (items: readonly Passkey[]) => Passkey[]) =>
    client.setQueryData(
      passkeysQuery().queryKey,
      (known: Passkeys | undefined) => known && { items: edit(known.items) },
    );
  const add = useMutation({
    mutationFn: createPasskey,
    onSuccess: (added) => change((items) => [added, ...items]),
  });
  const remove = useMutation({
    mutationFn: ({ id }: Passkey) => call(removePasskey({ path: { id } })),
    onSuccess: (_nothing, { id }) => change((items) => items.filter((passkey) => passkey.id !== id)),
  });
  return { add: add.mutateAsync, remove: remove.mutateAsync };
}
