'use client';

import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone, Terminal } from 'lucide-react';
import { useState } from 'react';
import { devicesQuery } from '@/features/settings/account-queries';
import { useEndSession, useEndSessions } from '@/features/settings/hooks/use-end-sessions';
import type { SessionSummary } from '@/lib/api/generated/types.gen';
import { notifyFailure } from '@/lib/notify-failure';
import { showSignInEverywhere } from '@/lib/session/sign-out';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { RelativeTime } from '@/ui/relative-time';
import { Section } from '@/ui/section';
import { Item, ItemList } from './item-list';
import { SectionQuery } from './section-query';

/** Where the person is signed in. */
export function SessionList() {
  const query = useQuery(devicesQuery());
  const end = useEndSession();
  const endAll = useEndSessions();
  const [asking, setAsking] = useState<'others' | 'all'>();
  const close = () => setAsking(undefined);
  const endOne = (device: SessionSummary) =>
    end.mutate(device, { onError: (error) => notifyFailure(error, 'sign the device out') });
  const others = query.data?.items.some(({ current }) => !current) ?? false;
  return (
    <div className="grid gap-6">
      <Section
        title="Devices"
        text="One you do not know? Sign it out, then change your password."
        aside={
          others && (
            <Button variant="secondary" size="small" onClick={() => setAsking('others')}>
              Sign out all others
            </Button>
          )
        }
        flush
      >
        <SectionQuery query={query} attempt="load your devices">
          {({ items }) => (
            <ItemList label="Devices">
              {items
                .toSorted((a, b) => Number(b.current) - Number(a.current))
                .map((device) => (
                  <DeviceItem key={device.id} device={device} onEnd={endOne} />
                ))}
            </ItemList>
          )}
        </SectionQuery>
      </Section>
      <Section
        title="Sign out everywhere"
        text="Ends every session, this one too. Access tokens keep working."
        aside={
          <Button variant="quiet-danger" size="small" onClick={() => setAsking('all')} className="max-sm:-ml-3.5">
            Sign out everywhere
          </Button>
        }
      />
      <ConfirmDialog
        open={asking === 'others'}
        onClose={close}
        title="Sign out all other devices?"
        text="They have to sign in again. What is typed but not saved there may be lost."
        action="Sign out all others"
        attempt="sign the other devices out"
        onConfirm={() => endAll.mutateAsync('others')}
      />
      <ConfirmDialog
        open={asking === 'all'}
        onClose={close}
        title="Sign out everywhere?"
        text="This device as well: you go to the sign-in page."
        action="Sign out everywhere"
        attempt="sign out everywhere"
        danger
        onConfirm={async () => {
          await endAll.mutateAsync('all');
          showSignInEverywhere();
        }}
      />
    </div>
  );
}

interface DeviceItemProps {
  readonly device: SessionSummary;
  readonly onEnd: (device: SessionSummary) => void;
}

function DeviceItem({ device, onEnd }: DeviceItemProps) {
  return (
    <Item
      icon={iconOf(device.device)}
      title={device.device}
      marks={device.current && <Badge tone="accent">This device</Badge>}
      action={
        !device.current && (
          <Button variant="quiet" size="small" aria-label={`Sign out ${device.device}`} onClick={() => onEnd(device)}>
            Sign out
          </Button>
        )
      }
    >
      {device.current ? 'Signed in ' : 'Last used '}
      <RelativeTime at={device.current ? device.created_at : device.last_used_at} /> · {device.address}
    </Item>
  );
}

function iconOf(device: string) {
  if (/Android|iOS|iPhone|iPad/.test(device)) return Smartphone;
  return / on /.test(device) ? Monitor : Terminal;
}
