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

/**
 * Moves the focus into a dialog and back; handlers for Radix, which does neither for a dialog without a trigger. When
 * the opener went with what the dialog did, the part of the page around it has the focus: the one with
 * `data-focus-home`, if any.
 */
export function useReturnedFocus() {
  const opener = useRef<HTMLElement>(null);
  const home = useRef<HTMLElement>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = openerOf(document.activeElement);
      home.current = opener.current?.closest<HTMLElement>('[data-focus-home]') ?? null;
      const dialog = event.currentTarget;
      if (!(dialog instanceof HTMLElement)) return;
      // The field marked for it; without one the first control has it, which is fine where there is nothing to fill in.
      const field = dialog.querySelector<HTMLElement>('[data-autofocus]');
      if (field === null) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      const target = [opener.current, home.current].find((element) => element?.isConnected);
      if (target === undefined) return;
      event.preventDefault();
      target?.focus();
    },
  };
}
