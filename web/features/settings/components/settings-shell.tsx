'use client';

import type { ReactNode } from 'react';
import { OfflineBanner } from '@/features/shell/components/offline-banner';
import { PageHeader } from '@/features/shell/components/page-header';
import { useCurrentUser } from '@/lib/session/current-user-query';
import type { Theme } from '@/lib/theme';
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
      <PageHeader user={user} theme={theme} />
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
