'use client';

import { Search, X } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { limits } from '@/lib/tasks/task';

/** Long enough to type the next letter, short enough to feel immediate. */
const pause = 250;

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Searches as one types; follows the address when that changes otherwise (back button, cleared filters). */
export function SearchBox({ input, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value);
  }

  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);

  const clear = () => {
    setTyped('');
    onChange('');
    input.current?.focus();
  };

  return (
    <search className="relative order-last w-full md:order-none md:w-auto md:max-w-md md:flex-1">
      <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label="Search tasks"
        aria-keyshortcuts="/"
        placeholder="Search tasks"
        dir="auto"
        autoComplete="off"
        maxLength={limits.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && clear()}
        className="field h-9 px-9"
      />
      {typed !== '' ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="absolute inset-y-0 right-1 my-auto inline-grid size-7 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      ) : (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-2.5 my-auto hidden h-5 rounded border border-line px-1.5 font-sans text-muted text-xs leading-[1.125rem] md:block"
        >
          /
        </span>
      )}
    </search>
  );
}
