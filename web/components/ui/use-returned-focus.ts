'use client';

import { useRef } from 'react';

/**
 * What had the focus before a dialog opened; for a menu entry the button of its menu, as the entry itself is gone by
 * the time the dialog closes.
 */
function openerOf(active: Element | null): HTMLElement | null {
  const labelId = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = labelId == null ? active : document.getElementById(labelId);
  return opener instanceof HTMLElement ? opener : null;
}

/** Moves the focus into a dialog and back; handlers for Radix, which does neither for a dialog without a trigger. */
export function useReturnedFocus() {
  const opener = useRef<HTMLElement>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = openerOf(document.activeElement);
      const dialog = event.currentTarget;
      if (!(dialog instanceof HTMLElement)) return;
      // The field marked for it; without one the first control has it, which is fine where there is nothing to fill in.
      const field = dialog.querySelector<HTMLElement>('[data-autofocus]');
      if (field === null) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      if (opener.current?.isConnected !== true) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}
