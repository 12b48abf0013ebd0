'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { Account } from '@/lib/api/generated/types.gen';
import { useDashboardPath } from '@/lib/dashboard-path';
import type { Theme } from '@/lib/theme';
import { Logo } from '@/ui/brand/logo';
import { buttonClass } from '@/ui/button';
import { AccountMenu } from './account-menu';

interface PageHeaderProps {
  readonly user: Account;
  readonly theme: Theme;
}

/** The header of the pages beside the dashboard. Its links lead to the dashboard as the user left it. */
export function PageHeader({ user, theme }: PageHeaderProps) {
  const dashboard = useDashboardPath();
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-surface print:hidden">
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2.5 sm:px-6">
        <Link href={dashboard} prefetch={false} className="target flex h-10 items-center rounded-lg">
          <Logo />
        </Link>
        <div className="ml-auto flex items-center gap-1 sm:gap-3">
          <Link href={dashboard} prefetch={false} className={buttonClass('quiet', 'small', 'max-sm:px-2')}>
            <ArrowLeft aria-hidden="true" className="size-4" />
            Back to tasks
          </Link>
          <AccountMenu user={user} theme={theme} />
        </div>
      </div>
    </header>
  );
}
