'use client';

import { Download } from 'lucide-react';
import { saveFile } from '@/lib/save-file';
import { useCurrentUser } from '@/lib/session/current-user-query';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** The codes, which are shown only once, and ways to save them. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { username } = useCurrentUser();
  const text = `${codes.join('\n')}\n`;
  return (
    <div className="grid gap-5">
      <p className="text-muted">
        With each code you can sign in once if you lose your phone. Keep them in a safe place:{' '}
        <strong className="font-medium text-ink">they are shown only once.</strong>
      </p>
      <ol aria-label="Recovery codes" className="grid justify-center gap-y-1 rounded-lg bg-sunken p-4">
        {codes.map((code) => (
          <li key={code}>
            <code className="tabular whitespace-nowrap font-medium text-sm">{code}</code>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={text} label="Copy" />
        <Button
          variant="secondary"
          size="small"
          onClick={() => saveFile(`taskyard-recovery-codes-${username}.txt`, 'text/plain', text)}
        >
          <Download aria-hidden="true" className="size-4" />
          Download
        </Button>
        <Button onClick={onDone} className="max-sm:w-full sm:ml-auto">
          I saved them
        </Button>
      </div>
    </div>
  );
}
