'use client';

import clsx from 'clsx';
import { Search, X } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useKeyHints } from '@/lib/key-hints';

/** Milliseconds. Long enough to type the next letter, short enough to feel immediate. */
const debounceDelay = 250;

interface SearchBoxProps {
  readonly label: string;
  /** In characters; the API's limit. */
  readonly maxLength: number;
  /** The key that focuses the box, shown inside it. The page has to listen to it. */
  readonly shortcut?: string;
  readonly className?: string;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Searches while the user types. Follows `value` when it changes otherwise (back button, cleared filters). */
export function SearchBox({ label, maxLength, shortcut, className, input, value, onChange }: SearchBoxProps) {
  const keyHints = useKeyHints();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value);
  }

  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), debounceDelay);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  const clear = () => {
    setTyped('');
    onChange('');
    input.current?.focus();
  };

  return (
    <search className={clsx('relative', className)}>
      <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        placeholder={label}
        dir="auto"
        autoComplete="off"
        maxLength={maxLength}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && clear()}
        className="field h-9 px-9 pointer-coarse:pr-11"
      />
      {typed !== '' ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="target absolute inset-y-0 right-1 my-auto inline-grid size-7 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      ) : (
        shortcut !== undefined &&
        keyHints && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-2.5 my-auto h-5 rounded border border-line px-1.5 font-sans text-muted text-xs leading-[1.125rem]"
          >
            {shortcut}
          </span>
        )
      )}
    </search>
  );
}
