import { Link2Off } from 'lucide-react';
import type { ReactNode } from 'react';
import { Outcome } from './outcome';

interface BrokenLinkProps {
  /** Whether the API said so; otherwise there was no token in the address at all. */
  readonly refused: boolean;
  /** The ways on. */
  readonly children: ReactNode;
}

/** Says why the link out of an email leads nowhere. */
export function BrokenLink({ refused, children }: BrokenLinkProps) {
  return (
    <Outcome
      warning
      focused={refused}
      icon={Link2Off}
      title="This link does not work"
      text={
        refused
          ? 'It has been used, or it is too old, or you have asked for a newer one since.'
          : 'Open the link in the email once more, all of it, or ask for a new one.'
      }
    >
      {children}
    </Outcome>
  );
}
