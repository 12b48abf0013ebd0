import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** The rows of a section. */
export function ItemList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {children}
    </ul>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  /** After the title. */
  readonly badges?: ReactNode;
  readonly action?: ReactNode;
  /** Details in small text. */
  readonly children: ReactNode;
}

export function Item({ icon: Icon, title, badges, action, children }: ItemProps) {
  return (
    <li className="flex items-center gap-3.5 py-3.5 pr-3 pl-5 sm:px-6">
      <Icon aria-hidden="true" className="size-5 shrink-0 self-start text-muted mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <bdi className="wrap-anywhere min-w-0">{title}</bdi>
          {badges}
        </p>
        <p className="wrap-anywhere text-muted text-sm">{children}</p>
      </div>
      {action}
    </li>
  );
}

export function NoItems({ children }: { readonly children: ReactNode }) {
  return <p className="px-5 py-5 text-muted sm:px-6">{children}</p>;
}
