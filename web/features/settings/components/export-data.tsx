'use client';

import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { call } from '@/lib/api/call';
import { exportMe, exportTasks } from '@/lib/api/generated/sdk.gen';
import { notifications } from '@/lib/notifications/notifications';
import { notifyFailure } from '@/lib/notifications/notify-failure';
import { saveFile } from '@/lib/save-file';
import { useCurrentUser } from '@/lib/session/current-user-query';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';

export function ExportData() {
  const { username } = useCurrentUser();
  const save = useMutation({
    mutationFn: () => downloadData(username),
    onSuccess: () => notifications.add({ tone: 'success', title: `Saved taskyard-${username}.json` }),
    onError: (error) => notifyFailure(error, 'export your data'),
  });
  return (
    <Section
      title="Export"
      text="One JSON file with your account, sessions, passkeys, tokens, the audit log of your account, and all tasks, including those in the trash. It contains no passwords or secrets."
    >
      <Button variant="secondary" busy={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden="true" className="size-4" />
        Export your data
      </Button>
    </Section>
  );
}

/** Saves all data of the user as one file: the account from auth, the tasks from tasks. */
async function downloadData(username: string): Promise<void> {
  const [account, { tasks }] = await Promise.all([call(exportMe()), call(exportTasks())]);
  saveFile(`taskyard-${username}.json`, 'application/json', JSON.stringify({ ...account, tasks }, null, 2));
}
