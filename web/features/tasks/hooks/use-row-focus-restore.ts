'use client';

import { type SyntheticEvent, useEffect, useRef } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import { viewHeadingId } from '../components/view-heading';

interface Place {
  readonly row: Element;
  readonly index: number;
}

/**
 * Keeps a place for the focus when the row that has it leaves the list (deleted, or filtered out by its own change):
 * the next row gets it, or the heading when none is left. Otherwise a keyboard would start over at the page's top.
 * In a row, the element with `data-row-focus` takes it.
 * @returns props for the list element
 */
export function useKeptFocus({ length }: readonly Task[]) {
  const element = useRef<HTMLUListElement>(null);
  const last = useRef<Place>(undefined);

  const remember = (event: SyntheticEvent) => {
    const row = event.target instanceof Element ? event.target.closest('li') : null;
    const list = element.current;
    if (list === null || row?.parentElement !== list) return;
    last.current = { row, index: Array.from(list.children).indexOf(row) };
  };

  // When the list got longer or shorter; a closing menu gives its focus back a moment later, hence the wait.
  useEffect(() => {
    const timer = setTimeout(() => {
      const place = last.current;
      if (place === undefined || place.row.isConnected || document.activeElement !== document.body) return;
      const rows = element.current?.querySelectorAll<HTMLElement>('[data-row-focus]');
      const next = rows?.[Math.min(place.index, length - 1)] ?? document.getElementById(viewHeadingId);
      next?.focus();
    }, 50);
    return () => clearTimeout(timer);
  }, [length]);

  // A press as well as focus: a menu's trigger takes no focus when it is pressed.
  return { ref: element, onFocus: remember, onPointerDown: remember };
}
