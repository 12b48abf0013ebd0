'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { confirmTotp, removeTotp, renewRecoveryCodes, startTotp } from '@/lib/api/generated/sdk.gen';
import type { Account, TotpState } from '@/lib/api/generated/types.gen';
import { currentUserQuery } from '@/lib/session/current-user-query';
import { totpQuery } from '../account-queries';

/** Changes two-step verification. The cache is updated from each answer. */
export function useTotp() {
  const client = useQueryClient();
  const show = (state: TotpState) => {
    client.setQueryData(totpQuery().queryKey, state);
    client.setQueryData(
      currentUserQuery().queryKey,
      (user: Account | undefined) => user && { ...user, second_factor: state.enabled },
    );
  };
  const start = useMutation({ mutationFn: (password: string) => call(startTotp({ body: { password } })) });
  const confirm = useMutation({
    mutationFn: (code: string) => call(confirmTotp({ body: { code } })),
    onSuccess: ({ recovery_codes }) => show({ enabled: true, recovery_codes_left: recovery_codes.length }),
  });
  const renew = useMutation({
    mutationFn: (password: string) => call(renewRecoveryCodes({ body: { password } })),
    onSuccess: ({ recovery_codes }) => show({ enabled: true, recovery_codes_left: recovery_codes.length }),
  });
  const remove = useMutation({
    mutationFn: (password: string) => call(removeTotp({ body: { password } })),
    onSuccess: () => show({ enabled: false, recovery_codes_left: 0 }),
  });
  return {
    start: start.mutateAsync,
    confirm: confirm.mutateAsync,
    renew: renew.mutateAsync,
    remove: remove.mutateAsync,
  };
}
