'use client';

import { taskSearch } from '@taskyard/contracts/fields';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import type { RefObject } from 'react';
import { AccountMenu } from '@/features/shell/components/account-menu';
import type { Account } from '@/lib/api/generated/types.gen';
import type { Theme } from '@/lib/theme';
import { Logo } from '@/ui/brand/logo';
import { Button } from '@/ui/button';
import { SearchBox } from '@/ui/search-box';
import type { TaskFilters } from '../filters';
import type { ChangeFilters } from '../hooks/use-filters';

interface DashboardHeaderProps {
  readonly user: Account;
  readonly theme: Theme;
  readonly filters: TaskFilters;
  readonly onFilter: ChangeFilters;
  readonly searchInput: RefObject<HTMLInputElement | null>;
  readonly onCreate: () => void;
  readonly onShowShortcuts: () => void;
}

export function DashboardHeader({
  user,
  theme,
  filters,
  onFilter,
  searchInput,
  onCreate,
  onShowShortcuts,
}: DashboardHeaderProps) {
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-surface print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-3 gap-y-2.5 px-4 py-2.5 sm:px-6 lg:gap-x-10">
        <Link href="/dashboard" prefetch={false} className="target flex h-10 items-center rounded-lg lg:w-[13.5rem]">
          <Logo />
        </Link>
        <SearchBox
          label="Search tasks"
          maxLength={taskSearch.maxLength}
          shortcut="/"
          className="order-last w-full md:order-none md:w-auto md:max-w-md md:flex-1"
          input={searchInput}
          value={filters.q}
          onChange={(q) => onFilter({ q }, 'replace')}
        />
        <div className="ml-auto flex items-center gap-3">
          <Button onClick={() => onCreate()} aria-keyshortcuts="n" size="small" className="max-sm:hidden">
            <Plus aria-hidden="true" className="size-4.5" />
            New task
          </Button>
          <AccountMenu user={user} theme={theme} onShowShortcuts={onShowShortcuts} />
        </div>
      </div>
    </header>
  );
}
