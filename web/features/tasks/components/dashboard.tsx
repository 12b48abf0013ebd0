'use client';

import { useMemo, useRef, useState } from 'react';
import { OfflineBanner } from '@/features/shell/components/offline-banner';
import type { Account, Task } from '@/lib/api/generated/types.gen';
import type { Theme } from '@/lib/theme';
import { Toaster } from '@/ui/toaster';
import { useFilters } from '../hooks/use-filters';
import { useShortcuts } from '../hooks/use-shortcuts';
import { useTaskActions } from '../hooks/use-task-actions';
import { DashboardHeader } from './dashboard-header';
import { QuickAdd } from './quick-add';
import { ShortcutsDialog } from './shortcuts-dialog';
import { Sidebar } from './sidebar';
import { TaskDialog, type TaskDialogState } from './task-dialog';
import { TaskList } from './task-list';
import { Toolbar } from './toolbar';
import { ViewHeading } from './view-heading';

interface DashboardProps {
  readonly user: Account;
  readonly theme: Theme;
}

export function Dashboard({ user, theme }: DashboardProps) {
  const [filters, changeFilters] = useFilters();
  const actions = useTaskActions(filters);
  const [dialog, setDialog] = useState<TaskDialogState>();
  const [helpOpen, setHelpOpen] = useState(false);
  const searchInput = useRef<HTMLInputElement>(null);

  const commands = useMemo(
    () => ({
      create: (title = '') => setDialog({ kind: 'create', title }),
      edit: (task: Task) => setDialog({ kind: 'edit', task }),
      showHelp: () => setHelpOpen(true),
    }),
    [],
  );
  const shortcuts = useMemo(
    () => ({ n: () => commands.create(), '/': () => searchInput.current?.focus(), '?': commands.showHelp }),
    [commands],
  );
  useShortcuts(shortcuts);

  return (
    <>
      <OfflineBanner />
      <DashboardHeader
        user={user}
        theme={theme}
        filters={filters}
        onFilter={changeFilters}
        searchInput={searchInput}
        onCreate={commands.create}
        onShowShortcuts={commands.showHelp}
      />
      <div className="mx-auto grid max-w-6xl gap-x-10 px-4 pt-4 pb-28 sm:px-6 lg:grid-cols-[13.5rem_minmax(0,1fr)] lg:pt-8">
        <Sidebar filters={filters} onFilter={changeFilters} />
        <main id="main" tabIndex={-1} className="min-w-0 outline-none">
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-5 pb-4 lg:pt-0">
            <ViewHeading filters={filters} />
            <Toolbar filters={filters} onFilter={changeFilters} />
          </div>
          <QuickAdd filters={filters} onDetails={commands.create} />
          <TaskList filters={filters} actions={actions} onFilter={changeFilters} onEdit={commands.edit} />
        </main>
      </div>
      <TaskDialog state={dialog} onClose={() => setDialog(undefined)} onDelete={actions.remove} />
      <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} />
      <Toaster />
    </>
  );
}
