'use client';

import { Plus } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { OfflineBanner } from '@/features/shell/components/offline-banner';
import type { Account } from '@/lib/api/generated/types.gen';
import type { Theme } from '@/lib/theme';
import { Toaster } from '@/ui/toaster';
import { useFilters } from '../hooks/use-filters';
import { useShortcuts } from '../hooks/use-shortcuts';
import { useTaskActions } from '../hooks/use-task-actions';
import { useTaskEditor } from '../hooks/use-task-editor';
import { DashboardHeader } from './dashboard-header';
import { QuickAdd } from './quick-add';
import { ShortcutsDialog } from './shortcuts-dialog';
import { Sidebar } from './sidebar';
import { TaskDialog } from './task-dialog';
import { TaskList } from './task-list';
import { Toolbar } from './toolbar';
import { ViewHeading } from './view-heading';

interface DashboardProps {
  readonly user: Account;
  readonly theme: Theme;
}

export function Dashboard({ user, theme }: DashboardProps) {
  const [filters, changeFilters] = useFilters();
  const actions = useTaskActions(filters, changeFilters);
  const editor = useTaskEditor(user.id);
  const [helpOpen, setHelpOpen] = useState(false);
  const searchInput = useRef<HTMLInputElement>(null);

  const { create } = editor;
  const shortcuts = useMemo(
    () => ({ n: () => create(), '/': () => searchInput.current?.focus(), '?': () => setHelpOpen(true) }),
    [create],
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
        onCreate={create}
        onShowShortcuts={() => setHelpOpen(true)}
      />
      <div className="mx-auto grid max-w-6xl gap-x-10 px-4 pt-4 pb-28 sm:px-6 print:block print:p-0 lg:grid-cols-[13.5rem_minmax(0,1fr)] lg:pt-8">
        <Sidebar filters={filters} onFilter={changeFilters} />
        <main id="main" tabIndex={-1} className="min-w-0 outline-none">
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-5 pb-4 lg:pt-0">
            <ViewHeading filters={filters} />
            <Toolbar filters={filters} onFilter={changeFilters} />
          </div>
          <QuickAdd filters={filters} onDetails={create} onAdded={actions.announceAdded} />
          <TaskList filters={filters} actions={actions} onFilter={changeFilters} onEdit={editor.edit} />
        </main>
      </div>
      <button
        type="button"
        onClick={() => create()}
        aria-label="New task"
        className="fixed right-4 bottom-[calc(1rem+var(--bar))] z-20 inline-grid size-14 place-items-center rounded-2xl bg-accent text-on-accent shadow-pop hover:bg-accent-strong sm:hidden print:hidden"
      >
        <Plus aria-hidden="true" className="size-6" />
      </button>
      <TaskDialog editor={editor} actions={actions} />
      <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} />
      <Toaster />
    </>
  );
}
