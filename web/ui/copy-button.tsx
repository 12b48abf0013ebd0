'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { notifications } from '@/lib/notifications/notifications';
import { Button } from './button';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
}

/** Copies a text to the clipboard and confirms it. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      notifications.add({
        tone: 'error',
        title: 'Could not copy',
        advice: 'The browser did not allow it. Select the text and copy it yourself.',
      });
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button variant="secondary" size="small" onClick={copy}>
        <Icon aria-hidden="true" className="size-4" />
        {copied ? 'Copied' : label}
      </Button>
      <span role="status" className="sr-only">
        {copied && 'Copied'}
      </span>
    </>
  );
}
