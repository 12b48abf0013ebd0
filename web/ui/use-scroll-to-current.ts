'use client';

import { useEffect, useRef } from 'react';

/**
 * Scrolls a row of links to the link of the current page: the row may be wider than a phone.
 * @param href of the current page
 * @returns a ref for the element that scrolls
 */
export function useScrollToCurrent<Row extends HTMLElement>(href: string) {
  const row = useRef<Row>(null);
  useEffect(() => {
    const link = row.current?.querySelector(`[href="${CSS.escape(href)}"]`);
    link?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [href]);
  return row;
}
