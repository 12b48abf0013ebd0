'use client';

import { Link2Off } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ApiFailure } from '@/lib/api/failure';
import { useLinkToken } from '../hooks/use-link-token';
import { Outcome } from './outcome';

interface LinkPageProps {
  /** What to do with an invalid link. */
  readonly invalidActions: ReactNode;
  /** Shown after the request succeeded. */
  readonly success: ReactNode;
  /** What the link is for. `onUse` runs the request that uses the token, and rejects with failures that are not the link's. */
  readonly children: (link: { readonly token: string; readonly onUse: UseLink }) => ReactNode;
}

export type UseLink = (request: () => Promise<unknown>) => Promise<void>;

/** A page that a link in an email leads to: a question, then success or the reason why the link does not work. */
export function LinkPage(props: LinkPageProps) {
  const { ready, token } = useLinkToken();
  // The question is shown before the token is known. Its button works only after hydration.
  return <LinkOutcome key={token} {...props} token={ready ? token : ''} />;
}

interface LinkOutcomeProps extends LinkPageProps {
  /** Undefined when the URL has no token. */
  readonly token: string | undefined;
}

function LinkOutcome({ token, invalidActions, success, children }: LinkOutcomeProps) {
  const [state, setState] = useState<'open' | 'used' | 'invalid'>('open');
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
