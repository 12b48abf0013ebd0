'use client';

import { Dialog } from '@/ui/dialog';

const shortcuts = [
  { key: 'N', does: 'New task' },
  { key: '/', does: 'Search' },
  { key: '?', does: 'This list' },
  { key: 'F8', does: 'Go to notifications' },
  { key: 'Esc', does: 'Close what is open' },
] as const;

interface ShortcutsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="They rest while you type in a field."
    >
      <dl className="grid">
        {shortcuts.map(({ key, does }) => (
          <div key={key} className="flex items-center justify-between border-line border-t py-2.5 first:border-t-0">
            <dt>{does}</dt>
            <dd>
              <kbd className="inline-grid h-7 min-w-7 place-items-center rounded-md border border-line bg-sunken px-2 font-medium font-sans text-sm">
                {key}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
