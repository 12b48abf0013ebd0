'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { createToken, revokeToken } from '@/lib/api/generated/sdk.gen';
import type { PersonalToken, PersonalTokens } from '@/lib/api/generated/types.gen';
import { withConfirmation } from '@/lib/session/confirmation-state';
import { tokensQuery } from '../account-queries';
import type { NewToken } from '../settings-schemas';

/** Creates and revokes access tokens. The cached list is updated from each answer and never holds a token itself. */
export function useTokens() {
  const client = useQueryClient();
  const change = (edit: (items: readonly PersonalToken[]) => PersonalToken[]) =>
    client.setQueryData(
      tokensQuery().queryKey,
      (known: PersonalTokens | undefined) => known && { items: edit(known.items) },
    );
  const create = useMutation({
    mutationFn: (token: NewToken) => withConfirmation(() => call(createToken({ body: token }))),
    gcTime: 0,
    onSuccess: ({ token: _secret, ...created }) => change((items) => [created, ...items]),
  });
  const revoke = useMutation({
    mutationFn: ({ id }: PersonalToken) => call(revokeToken({ path: { id } })),
    onSuccess: (_nothing, { id }) => change((items) => items.filter((token) => token.id !== id)),
  });
  return { create: create.mutateAsync, revoke: revoke.mutateAsync };
}
