'use client';

import { useState } from 'react';
import { type FailureText, failureText } from '@/lib/api/failure-text';
import { Alert } from './alert';
import { Button } from './button';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and what will not change. */
  readonly text: string;
  /** Label of the button that changes nothing. Default: "Cancel". */
  readonly cancel?: string;
  /** Label of the confirming button. */
  readonly action: string;
  /** The action in the infinitive, for messages. */
  readonly attempt: string;
  readonly danger?: boolean;
  /** Runs the action. When it rejects, the dialog stays open and shows the reason. */
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before an action that is hard to undo. */
export function ConfirmDialog({ open, onClose, title, text, ...question }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onClose} title={title} description={text}>
      <Question {...question} onClose={onClose} />
    </Dialog>
  );
}

type QuestionProps = Omit<ConfirmDialogProps, 'open' | 'title' | 'text'>;

function Question({ onClose, cancel = 'Cancel', action, attempt, danger = false, onConfirm }: QuestionProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureText>();
  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(failureText(error, attempt));
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-5">
      {failure && <Alert title={failure.title}>{failure.advice}</Alert>}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onClose} data-autofocus>
          {cancel}
        </Button>
        <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
          {action}
        </Button>
      </div>
    </div>
  );
}
