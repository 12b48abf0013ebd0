import type { Metadata } from 'next';
import { PageHeading } from '@/features/settings/components/page-heading';
import { ProfileForm } from '@/features/settings/components/profile-form';
import { requireViewer } from '@/lib/session/viewer';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  await requireViewer('/settings/profile');
  return (
    <>
      <PageHeading title="Profile" text="Who you are here." />
      <ProfileForm />
    </>
  );
}
