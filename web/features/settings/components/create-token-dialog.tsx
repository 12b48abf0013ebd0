'use client';

import { useState } from 'react';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { Dialog } from '@/ui/dialog';
import { useTokens } from '../hooks/use-tokens';
import type { NewToken } from '../settings-schemas';
import { CreateTokenForm } from './create-token-form';

interface CreateTokenDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A form for a new token, then the token itself, which is shown only once. */
export function CreateTokenDialog({ open, onClose }: CreateTokenDialogProps) {
  const [secret, setSecret] = useState<string>();
  const { create } = useTokens();
  const close = () => {
    setSecret(undefined);
    onClose();
  };
  const submit = async (token: NewToken) => setSecret((await create(token)).token);
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={secret === undefined ? 'New access token' : 'Copy your token now'}
      guarded
      dismissible={secret === undefined}
    >
      {secret === undefined ? (
        <CreateTokenForm onSubmit={submit} onCancel={close} />
      ) : (
        <NewTokenCard secret={secret} onDone={close} />
      )}
    </Dialog>
  );
}

function NewTokenCard({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  return (
    <div className="grid gap-5">
      <p className="text-muted">
        Store it like a password. <strong className="font-medium text-ink">It is shown only once.</strong>
      </p>
      <code className="select-all break-all rounded-lg bg-sunken p-4 font-medium text-sm">{secret}</code>
      <div className="flex items-center justify-between gap-2">
        <CopyButton text={secret} label="Copy" />
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  );
}
