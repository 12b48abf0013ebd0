import {
  Archive,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  ScrollText,
  ShieldCheck,
  UserRound,
  Users,
} from 'lucide-react';
import type { Route } from 'next';

export interface SettingsPageLink {
  readonly href: Route;
  readonly label: string;
  readonly icon: LucideIcon;
}

/** The pages of every user, in the order of the navigation. The browser tests check each of them. */
export const settingsPages: readonly SettingsPageLink[] = [
  { href: '/settings/profile', label: 'Profile', icon: UserRound },
  { href: '/settings/security', label: 'Security', icon: ShieldCheck },
  { href: '/settings/sessions', label: 'Sessions', icon: MonitorSmartphone },
  { href: '/settings/tokens', label: 'Access tokens', icon: KeyRound },
  { href: '/settings/data', label: 'Your data', icon: Archive },
];

/** The pages of admins. */
export const adminPages: readonly SettingsPageLink[] = [
  { href: '/admin/users', label: 'Users', icon: Users },
  { href: '/admin/audit', label: 'Audit log', icon: ScrollText },
];
