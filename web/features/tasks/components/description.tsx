'use client';

import { useId, useState } from 'react';
import { truncate } from '../truncate';

/** Characters: about two lines on a wide screen. The rest is not in the page until the user asks for it. */
const foldedLength = 220;
const foldedLines = 2;

interface DescriptionProps {
  readonly text: string;
}

export function Description({ text }: DescriptionProps) {
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const long = text.length > foldedLength || text.split('\n', foldedLines + 1).length > foldedLines;
  return (
    <div className="grid justify-items-start">
      <p
        id={id}
        dir="auto"
        className={
          unfolded
            ? 'wrap-anywhere w-full whitespace-pre-wrap text-left text-muted text-sm'
            : 'wrap-anywhere line-clamp-2 w-full whitespace-pre-line text-left text-muted text-sm'
        }
      >
        {unfolded ? text : truncate(text, foldedLength)}
      </p>
      {long && (
        <button
          type="button"
          aria-expanded={unfolded}
          aria-controls={id}
          onClick={() => setUnfolded(!unfolded)}
          className="target h-6 rounded text-left font-medium print:hidden text-accent text-sm underline-offset-4 hover:underline"
        >
          {unfolded ? 'Show less' : 'Show more'}
        </button>
      )}
    </div>
  );
}
