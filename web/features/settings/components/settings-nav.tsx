'use client';

import clsx from 'clsx';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { useScrollToCurrent } from '@/ui/use-scroll-to-current';
import { adminPages, type SettingsPageLink, settingsPages } from '../settings-pages';

/** Links to the pages: a column beside them, on small screens a row above them. */
export function SettingsNav({ admin }: { readonly admin: boolean }) {
  const path = usePathname();
  const list = useScrollToCurrent<HTMLDivElement>(path);
  return (
    <div
      ref={list}
      className="-mx-4 flex print:hidden min-w-0 gap-1 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0 lg:sticky lg:top-24 lg:grid lg:gap-7 lg:self-start lg:overflow-visible"
    >
      <NavList label="Settings" items={settingsPages} path={path} />
      {admin && <NavList label="Administration" items={adminPages} path={path} />}
    </div>
  );
}

interface NavListProps {
  readonly label: string;
  readonly items: readonly SettingsPageLink[];
  readonly path: string;
}

function NavList({ label, items, path }: NavListProps) {
  return (
    <nav aria-label={label}>
      <p aria-hidden="true" className="px-3 pb-2 font-medium text-muted text-xs max-lg:hidden">
        {label}
      </p>
      <ul className="flex w-max gap-1 lg:w-auto lg:flex-col">
        {items.map(({ href, label: name, icon }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={path === href ? 'page' : undefined}
              className={clsx(
                'target flex h-9 items-center gap-2.5 whitespace-nowrap rounded-lg px-3 font-medium transition-colors',
                path === href ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-sunken hover:text-ink',
              )}
            >
              <NavIcon icon={icon} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Pulses while the page loads, so that a click shows an effect on a slow connection. */
function NavIcon({ icon: Icon }: Pick<SettingsPageLink, 'icon'>) {
  const { pending } = useLinkStatus();
  return <Icon aria-hidden="true" className={clsx('size-4.5', pending && 'animate-sheen')} />;
}
