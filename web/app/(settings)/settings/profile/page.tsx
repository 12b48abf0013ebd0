import type { Metadata } from 'next';
import { PageHeading } from '@/ui/page-heading';
import { ProfileForm } from '@/features/settings/components/profile-form';
import { requireUser } from '@/lib/session/current-user';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  await requireUser('/settings/profile');
  return (
    <>
      <PageHeading title="Profile" text="Who you are here." />
      <ProfileForm />
    </>
  );
}
