'use client';

import { Link2Off } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ApiFailure } from '@/lib/api/failure';
import { useCleanUrl } from '../hooks/use-clean-url';
import { Outcome } from './outcome';

interface LinkPageProps {
  /** The token of the link; undefined when the URL has none: the link was cut, or the page was loaded again. */
  readonly token: string | undefined;
  /** What to do with an invalid link. */
  readonly invalidActions: ReactNode;
  /** Shown after the request succeeded. */
  readonly success: ReactNode;
  /** What the link is for. `onUse` runs the request that uses the token, and rejects with failures that are not the link's. */
  readonly children: (link: { readonly token: string; readonly onUse: UseLink }) => ReactNode;
}

export type UseLink = (request: () => Promise<unknown>) => Promise<void>;

/** A page that a link in an email leads to: a question, then success or the reason why the link does not work. */
export function LinkPage({ token, invalidActions, success, children }: LinkPageProps) {
  const [state, setState] = useState<'open' | 'used' | 'invalid'>('open');
  useCleanUrl();
  const onUse: UseLink = async (request) => {
    try {
      await request();
      setState('used');
    } catch (error) {
      if (!(error instanceof ApiFailure && error.code === 'link_invalid')) throw error;
      setState('invalid');
    }
  };
  if (state === 'used') return success;
  if (state === 'open' && token !== undefined) return children({ token, onUse });
  return (
    <Outcome
      warning
      focused={state === 'invalid'}
      icon={Link2Off}
      title="This link does not work"
      text={
        state === 'invalid'
          ? 'It was used already, it has expired, or you asked for a newer one.'
          : 'The link is incomplete. Open the whole link from the email, or ask for a new one.'
      }
    >
      {invalidActions}
    </Outcome>
  );
}
