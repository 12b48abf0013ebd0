'use client';

import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { exportData } from '@/features/settings/export-data';
import { notifications } from '@/lib/notifications';
import { notifyFailure } from '@/lib/notify-failure';
import { useCurrentUser } from '@/lib/session/current-user-query';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';

export function ExportData() {
  const { username } = useCurrentUser();
  const save = useMutation({
    mutationFn: () => exportData(username),
    onSuccess: () => notifications.add({ tone: 'success', title: `Saved taskyard-${username}.json` }),
    onError: (error) => notifyFailure(error, 'export your data'),
  });
  return (
    <Section
      title="Export"
      text="Everything kept about you in one JSON file: account, sessions, passkeys, tokens, what was done to the account, and all tasks, those in the trash included. Passwords and secrets are not in it."
    >
      <Button variant="secondary" busy={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden="true" className="size-4" />
        Export your data
      </Button>
    </Section>
  );
}
