'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { PersonalToken } from '@/lib/api/generated/types.gen';
import { useNow } from '@/lib/use-now';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { RelativeTime } from '@/ui/relative-time';
import { Section } from '@/ui/section';
import { tokensQuery } from '../account-queries';
import { useTokens } from '../hooks/use-tokens';
import { scopeLabels } from '../settings-schemas';
import { CreateTokenDialog } from './create-token-dialog';
import { Item, ItemList, NoItems } from './item-list';
import { SectionQuery } from './section-query';

export function TokenList() {
  const query = useQuery(tokensQuery());
  const { revoke } = useTokens();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<PersonalToken>();
  return (
    <Section
      title="Personal access tokens"
      text="For scripts and apps that use your tasks. They have no access to your account settings."
      aside={
        <Button size="small" onClick={() => setCreating(true)}>
          <Plus aria-hidden="true" className="size-4" />
          New token
        </Button>
      }
      flush
    >
      <SectionQuery query={query} attempt="load your tokens">
        {({ items }) =>
          items.length === 0 ? (
            <NoItems>No tokens yet.</NoItems>
          ) : (
            <ItemList label="Tokens">
              {items.map((token) => (
                <TokenItem key={token.id} token={token} onRevoke={setRevoking} />
              ))}
            </ItemList>
          )
        }
      </SectionQuery>
      <CreateTokenDialog open={creating} onClose={() => setCreating(false)} />
      <ConfirmDialog
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={`Revoke “${revoking?.name}”?`}
        text="Programs that use it lose access immediately. This cannot be undone."
        action="Revoke token"
        attempt="revoke the token"
        danger
        onConfirm={async () => revoking && revoke(revoking)}
      />
    </Section>
  );
}

interface TokenItemProps {
  readonly token: PersonalToken;
  readonly onRevoke: (token: PersonalToken) => void;
}

function TokenItem({ token, onRevoke }: TokenItemProps) {
  const now = useNow();
  const expired = new Date(token.expires_at) <= now;
  return (
    <Item
      icon={KeyRound}
      title={token.name}
      badges={
        <>
          <span className="tabular font-normal text-muted text-sm">…{token.hint}</span>
          {expired && <Badge tone="danger">Expired</Badge>}
        </>
      }
      action={
        <Button variant="quiet-danger" size="small" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
          Revoke
        </Button>
      }
    >
      {token.scopes.map((scope) => scopeLabels[scope].label).join(', ')} · {expired ? 'expired' : 'expires'}{' '}
      <RelativeTime at={token.expires_at} /> ·{' '}
      {token.last_used_at === null ? (
        'never used'
      ) : (
        <>
          last used <RelativeTime at={token.last_used_at} />
        </>
      )}
    </Item>
  );
}
