'use client';

import { Dialog } from '@/ui/dialog';

const shortcuts = [
  { key: 'N', action: 'New task' },
  { key: '/', action: 'Search' },
  { key: '?', action: 'Show this list' },
  { key: 'F8', action: 'Go to notifications' },
  { key: 'Esc', action: 'Close the dialog or menu' },
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
      description="Shortcuts do not work while you type in a field."
    >
      <dl className="grid">
        {shortcuts.map(({ key, action }) => (
          <div key={key} className="flex items-center justify-between border-line border-t py-2.5 first:border-t-0">
            <dt>{action}</dt>
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
