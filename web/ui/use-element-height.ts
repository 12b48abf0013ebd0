'use client';

import { useCallback } from 'react';

/**
 * Keeps the height of an element in a custom property of the page, so that other elements can leave room for it.
 * @param property such as `--toasts`, in pixels; it is removed with the element
 * @returns a ref for the element
 */
export function useElementHeight(property: `--${string}`) {
  return useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return;
      const { style } = document.documentElement;
      const observer = new ResizeObserver(() => style.setProperty(property, `${element.offsetHeight}px`));
      observer.observe(element);
      return () => {
        observer.disconnect();
        style.removeProperty(property);
      };
    },
    [property],
  );
}
