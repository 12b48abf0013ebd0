'use client';

import { type SyntheticEvent, useEffect, useRef } from 'react';

interface FocusPosition {
  readonly row: Element;
  readonly index: number;
}

/**
 * Moves the focus when the focused row leaves the list, because it was deleted or no longer matches the filters. The next
 * row gets the focus, or the heading when no row is left. Otherwise keyboard users would restart at the top of the page.
 * In a row, the element with `data-row-focus` gets the focus.
 * @param length the number of rows
 * @param fallbackId id of the heading
 * @returns props for the list element
 */
export function useRowFocusRestore(length: number, fallbackId: string) {
  const element = useRef<HTMLUListElement>(null);
  const last = useRef<FocusPosition>(undefined);

  const remember = (event: SyntheticEvent) => {
    const row = event.target instanceof Element ? event.target.closest('li') : null;
    const list = element.current;
    if (list === null || row?.parentElement !== list) return;
    last.current = { row, index: Array.from(list.children).indexOf(row) };
  };

  // Runs when the number of rows changes. It waits, because a closing menu restores its focus shortly afterwards.
  useEffect(() => {
    const timer = setTimeout(() => {
      const position = last.current;
      if (position === undefined || position.row.isConnected || document.activeElement !== document.body) return;
      const rows = element.current?.querySelectorAll<HTMLElement>('[data-row-focus]');
      const next = rows?.[Math.min(position.index, length - 1)] ?? document.getElementById(fallbackId);
      next?.focus();
    }, 50);
    return () => clearTimeout(timer);
  }, [length, fallbackId]);

  // Pointer events too: the trigger of a menu gets no focus when it is clicked.
  return { ref: element, onFocus: remember, onPointerDown: remember };
}
