import type { Metadata } from 'next';
import { ProfileForm } from '@/features/settings/components/profile-form';
import { requireUser } from '@/lib/session/current-user';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  await requireUser('/settings/profile');
  return (
    <>
      <PageHeading title="Profile" text="Your username and email." />
      <ProfileForm />
    </>
  );
}
