import type { Metadata } from 'next';
import { DeleteAccount } from '@/features/settings/components/delete-account';
import { ExportData } from '@/features/settings/components/export-data';
import { requireUser } from '@/lib/session/current-user';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Your data' };

export default async function DataPage() {
  await requireUser('/settings/data');
  return (
    <>
      <PageHeading title="Your data" text="Export your data or delete your account." />
      <div className="grid gap-6">
        <ExportData />
        <DeleteAccount />
      </div>
    </>
  );
}
