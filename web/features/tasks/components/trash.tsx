'use client';

import { OfflineBanner } from '@/features/shell/components/offline-banner';
import { PageHeader } from '@/features/shell/components/page-header';
import type { Account } from '@/lib/api/generated/types.gen';
import type { Theme } from '@/lib/theme';
import { Toaster } from '@/ui/toaster';
import { TrashList } from './trash-list';

interface TrashProps {
  readonly user: Account;
  readonly theme: Theme;
}

/** The page of deleted tasks. */
export function Trash({ user, theme }: TrashProps) {
  return (
    <>
      <OfflineBanner />
      <PageHeader user={user} theme={theme} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-4 pt-8 pb-28 outline-none sm:px-6">
        <TrashList />
      </main>
      <Toaster />
    </>
  );
}
