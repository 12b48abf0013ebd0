'use client';

import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { AccountMenu } from '@/features/shell/components/account-menu';
import { OfflineBanner } from '@/features/shell/components/offline-banner';
import { useCurrentUser } from '@/lib/session/current-user-query';
import type { Theme } from '@/lib/theme';
import { Logo } from '@/ui/brand/logo';
import { buttonClass } from '@/ui/button';
import { Toaster } from '@/ui/toaster';
import { SettingsNav } from './settings-nav';

interface SettingsShellProps {
  readonly theme: Theme;
  readonly children: ReactNode;
}

/** The header and navigation of all settings and admin pages. */
export function SettingsShell({ theme, children }: SettingsShellProps) {
  const user = useCurrentUser();
  return (
    <>
      <OfflineBanner />
      <header className="z-20 border-line border-b bg-surface md:sticky md:top-0">
        <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2.5 sm:px-6">
          {/* Full page loads: the router would show an outdated task list from its cache. */}
          <a href="/dashboard" className="flex h-10 items-center rounded-lg">
            <Logo />
          </a>
          <div className="ml-auto flex items-center gap-1 sm:gap-3">
            <a href="/dashboard" className={buttonClass('quiet', 'small', 'max-sm:px-2')}>
              <ArrowLeft aria-hidden="true" className="size-4" />
              Back to tasks
            </a>
            <AccountMenu user={user} theme={theme} />
          </div>
        </div>
      </header>
      <div className="mx-auto grid max-w-6xl gap-x-10 px-4 pt-4 pb-28 sm:px-6 lg:grid-cols-[13.5rem_minmax(0,1fr)] lg:pt-8">
        <SettingsNav admin={user.role === 'admin'} />
        <main id="main" tabIndex={-1} className="min-w-0 pt-5 outline-none lg:pt-0">
          {children}
        </main>
      </div>
      <Toaster />
    </>
  );
}
