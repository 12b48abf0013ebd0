import type { Metadata } from 'next';
import { DeleteAccount } from '@/features/settings/components/delete-account';
import { ExportData } from '@/features/settings/components/export-data';
import { PageHeading } from '@/ui/page-heading';
import { requireUser } from '@/lib/session/current-user';

export const metadata: Metadata = { title: 'Your data' };

export default async function DataPage() {
  await requireUser('/settings/data');
  return (
    <>
      <PageHeading title="Your data" text="It is yours: take it with you, or take it away." />
      <div className="grid gap-6">
        <ExportData />
        <DeleteAccount />
      </div>
    </>
  );
}
