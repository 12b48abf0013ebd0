'use client';

import { useQuery } from '@tanstack/react-query';
import { Fingerprint, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Passkey } from '@/lib/api/generated/types.gen';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { RelativeTime } from '@/ui/relative-time';
import { Section } from '@/ui/section';
import { passkeysQuery } from '../account-queries';
import { usePasskeys } from '../hooks/use-passkeys';
import { AddPasskeyDialog } from './add-passkey-dialog';
import { Item, ItemList, NoItems } from './item-list';
import { SectionQuery } from './section-query';

export function PasskeyList() {
  const query = useQuery(passkeysQuery());
  const { remove } = usePasskeys();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey>();
  return (
    <Section
      title="Passkeys"
      text="Sign in with your fingerprint, your face or a security key. A passkey works only on this site, so a fake site cannot steal it."
      aside={
        <Button variant="secondary" size="small" onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" className="size-4" />
          Add a passkey
        </Button>
      }
      flush
    >
      <SectionQuery query={query} attempt="load your passkeys">
        {({ items }) =>
          items.length === 0 ? (
            <NoItems>No passkeys yet.</NoItems>
          ) : (
            <ItemList label="Passkeys">
              {items.map((passkey) => (
                <Item
                  key={passkey.id}
                  icon={Fingerprint}
                  title={passkey.name}
                  action={
                    <Button
                      variant="quiet-danger"
                      size="small"
                      aria-label={`Remove ${passkey.name}`}
                      onClick={() => setRemoving(passkey)}
                    >
                      Remove
                    </Button>
                  }
                >
                  Added <RelativeTime at={passkey.created_at} /> ·{' '}
                  {passkey.last_used_at === null ? (
                    'never used'
                  ) : (
                    <>
                      last used <RelativeTime at={passkey.last_used_at} />
                    </>
                  )}
                </Item>
              ))}
            </ItemList>
          )
        }
      </SectionQuery>
      <AddPasskeyDialog open={adding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Remove “${removing?.name}”?`}
        text="You can no longer sign in with it. Your device may still offer it until you remove it there too."
        action="Remove passkey"
        attempt="remove the passkey"
        danger
        onConfirm={async () => removing && remove(removing)}
      />
    </Section>
  );
}
