import { call } from '@/lib/api/call';
import { exportMe, exportTasks } from '@/lib/api/generated/sdk.gen';
import { saveFile } from '@/lib/save-file';

/** Saves everything that is kept about a person as one file: the account from one service, the tasks from the other. */
export async function exportData(username: string): Promise<void> {
  const [account, { tasks }] = await Promise.all([call(exportMe()), call(exportTasks())]);
  saveFile(`taskyard-${username}.json`, 'application/json', JSON.stringify({ ...account, tasks }, null, 2));
}
