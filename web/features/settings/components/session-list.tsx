'use client';

import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone, Terminal } from 'lucide-react';
import { useState } from 'react';
import type { SessionSummary } from '@/lib/api/generated/types.gen';
import { notifyFailure } from '@/lib/notifications/notify-failure';
import { showSignInEverywhere } from '@/lib/session/sign-out';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { RelativeTime } from '@/ui/relative-time';
import { Section } from '@/ui/section';
import { sessionsQuery } from '../account-queries';
import { useEndSession, useEndSessions } from '../hooks/use-end-sessions';
import { Item, ItemList } from './item-list';
import { SectionQuery } from './section-query';

/** The devices on which the user is signed in. */
export function SessionList() {
  const query = useQuery(sessionsQuery());
  const end = useEndSession();
  const endAll = useEndSessions();
  const [asking, setAsking] = useState<'others' | 'all'>();
  const close = () => setAsking(undefined);
  const endOne = (session: SessionSummary) =>
    end.mutate(session, { onError: (error) => notifyFailure(error, 'sign out the device') });
  const hasOthers = query.data?.items.some(({ current }) => !current) ?? false;
  return (
    <div className="grid gap-6">
      <Section
        title="Devices"
        text="If you do not recognise a device, sign it out and change your password."
        aside={
          hasOthers && (
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
                .map((session) => (
                  <SessionItem key={session.id} session={session} onEnd={endOne} />
                ))}
            </ItemList>
          )}
        </SectionQuery>
      </Section>
      <Section
        title="Sign out everywhere"
        text="Signs out all devices, including this one. Access tokens keep working."
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
        text="You have to sign in again on them. Unsaved input there may be lost."
        action="Sign out all others"
        attempt="sign out the other devices"
        onConfirm={() => endAll.mutateAsync('others')}
      />
      <ConfirmDialog
        open={asking === 'all'}
        onClose={close}
        title="Sign out everywhere?"
        text="This device is signed out too."
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

interface SessionItemProps {
  readonly session: SessionSummary;
  readonly onEnd: (session: SessionSummary) => void;
}

function SessionItem({ session, onEnd }: SessionItemProps) {
  const { device, current, created_at, last_used_at, address } = session;
  return (
    <Item
      icon={iconOf(device)}
      title={device}
      badges={current && <Badge tone="accent">This device</Badge>}
      action={
        !current && (
          <Button variant="quiet" size="small" aria-label={`Sign out ${device}`} onClick={() => onEnd(session)}>
            Sign out
          </Button>
        )
      }
    >
      {current ? 'Signed in ' : 'Last used '}
      <RelativeTime at={current ? created_at : last_used_at} /> · {address}
    </Item>
  );
}

function iconOf(device: string) {
  if (/Android|iOS|iPhone|iPad/.test(device)) return Smartphone;
  return / on /.test(device) ? Monitor : Terminal;
}
