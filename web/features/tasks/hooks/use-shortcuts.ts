'use client';

import { useEffect } from 'react';

const ignoredTargets = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]';

/**
 * Single-key shortcuts. They do not run while a field, a menu or a dialog has the focus, nor with a modifier key: those
 * combinations belong to the browser or a screen reader.
 */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(ignoredTargets) !== null) return;
      const run = shortcuts[event.key.toLowerCase()];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
}
