'use client';

import { type SyntheticEvent, useEffect, useRef } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import { viewHeadingId } from './view-heading';

/**
 * Keeps a place for the focus when the row that has it leaves the list (deleted, or filtered out by its own change):
 * the next row gets it, or the heading when none is left. Otherwise a keyboard would start over at the page's top.
 * In a row, the element with `data-row-focus` takes it.
 * @returns props for the list element
 */
export function useKeptFocus({ length }: readonly Task[]) {
  const element = useRef<HTMLUListElement>(null);
  const lastIndex = useRef<number>(undefined);

  const remember = (event: SyntheticEvent) => {
    if (!(event.target instanceof Element)) return;
    const row = event.target.closest('li');
    if (row?.parentElement !== element.current) return;
    lastIndex.current = Array.from(element.current?.children ?? []).indexOf(row);
  };

  // Runs when the list changes; a closing menu gives its focus back a moment later, hence the wait.
  useEffect(() => {
    const timer = setTimeout(() => {
      if (lastIndex.current === undefined || document.activeElement !== document.body) return;
      const rows = element.current?.querySelectorAll<HTMLElement>('[data-row-focus]');
      const row = rows?.[Math.min(lastIndex.current, length - 1)] ?? document.getElementById(viewHeadingId);
      row?.focus();
    }, 50);
    return () => clearTimeout(timer);
  }, [length]);

  // A press as well as focus: a menu's trigger takes no focus when it is pressed.
  return { ref: element, onFocus: remember, onPointerDown: remember };
}
