'use client';

import { useRef } from 'react';

/**
 * The element that had the focus before a dialog opened. For a menu item it is the menu's button, because the item no
 * longer exists when the dialog closes.
 */
function openerOf(active: Element | null): HTMLElement | null {
  const labelId = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = labelId == null ? active : document.getElementById(labelId);
  return opener instanceof HTMLElement ? opener : null;
}

/**
 * Moves the focus into a dialog and restores it afterwards. These are handlers for Radix, which does neither for a dialog
 * without a trigger. When the dialog's action removed the opener, the focus goes to the part of the page around it, which
 * is marked with `data-focus-fallback`.
 */
export function useFocusRestore() {
  const opener = useRef<HTMLElement>(null);
  const fallback = useRef<HTMLElement>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      opener.current = openerOf(document.activeElement);
      fallback.current = opener.current?.closest<HTMLElement>('[data-focus-fallback]') ?? null;
      const dialog = event.currentTarget;
      if (!(dialog instanceof HTMLElement)) return;
      // The marked element. Without one Radix focuses the first control.
      const field = dialog.querySelector<HTMLElement>('[data-autofocus]');
      if (field === null) return;
      event.preventDefault();
      // On a touch screen, focusing a field covers half of the screen with the keyboard.
      const waits = field.dataset.autofocus === 'keyboard' && window.matchMedia('(pointer: coarse)').matches;
      (waits ? dialog : field).focus();
    },
    onCloseAutoFocus: (event: Event) => {
      const target = [opener.current, fallback.current].find((element) => element?.isConnected);
      if (target === undefined) return;
      event.preventDefault();
      target?.focus();
    },
  };
}
