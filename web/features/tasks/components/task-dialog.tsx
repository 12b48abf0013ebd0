'use client';

import { useState } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Dialog } from '@/ui/dialog';
import { useCreateTask } from '../hooks/use-create-task';
import type { TaskActions } from '../hooks/use-task-actions';
import type { TaskEditor } from '../hooks/use-task-editor';
import { useUpdateTask } from '../hooks/use-update-task';
import { changesTo, emptyForm, formValues, type TaskDraft } from '../task-form-schema';
import { TaskForm } from './task-form';

interface TaskDialogProps {
  readonly editor: TaskEditor;
  readonly actions: TaskActions;
}

/**
 * The form for one task. The list shows the result at once; the dialog closes when the API has accepted it. It asks before
 * it discards what was typed.
 */
export function TaskDialog({ editor, actions }: TaskDialogProps) {
  const { state, close } = editor;
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState(false);
  const onClose = () => {
    setChanged(false);
    close();
  };
  const onLeave = () => (changed ? setAsking(true) : onClose());
  const form = { editor, actions, onClose, onLeave, onChanged: setChanged };
  return (
    <>
      <Dialog
        open={state !== undefined}
        onOpenChange={onLeave}
        title={state?.kind === 'edit' ? 'Edit task' : 'New task'}
        wide
        guarded
      >
        {state?.kind === 'create' && <CreateForm {...form} title={state.title} onCreated={state.onCreated} />}
        {state?.kind === 'edit' && <EditForm {...form} task={state.task} />}
      </Dialog>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Discard your changes?"
        text="What you typed is not saved yet."
        cancel="Keep editing"
        action="Discard"
        attempt="discard the changes"
        danger
        onConfirm={async () => onClose()}
      />
    </>
  );
}

interface EditorFormProps {
  readonly editor: TaskEditor;
  readonly actions: TaskActions;
  readonly onClose: () => void;
  readonly onLeave: () => void;
  readonly onChanged: (changed: boolean) => void;
}

interface CreateFormProps extends EditorFormProps {
  readonly title: string;
  readonly onCreated: (() => void) | undefined;
}

function CreateForm({ editor, actions, title, onCreated, onClose, onLeave, onChanged }: CreateFormProps) {
  const create = useCreateTask();
  const submit = async (draft: TaskDraft) => {
    const task = await create.mutateAsync(draft);
    onCreated?.();
    onClose();
    actions.announceAdded(task);
  };
  return (
    <TaskForm
      values={{ ...emptyForm, title }}
      draft={editor.draft}
      typesFirst
      action="Add task"
      attempt="add the task"
      onType={(values) => {
        onChanged(values !== undefined);
        editor.keep(values);
      }}
      onSubmit={submit}
      onCancel={onLeave}
    />
  );
}

interface EditFormProps extends EditorFormProps {
  readonly task: Task;
}

function EditForm({ editor, actions, task, onClose, onLeave, onChanged }: EditFormProps) {
  const update = useUpdateTask();
  const submit = async (draft: TaskDraft) => {
    const changes = changesTo(task, draft);
    if (Object.keys(changes).length > 0) actions.announceMoved(await update.mutateAsync({ task, changes }));
    onClose();
  };
  const remove = () => {
    onClose();
    actions.remove(task);
  };
  return (
    <TaskForm
      values={formValues(task)}
      draft={editor.draft}
      action="Save"
      attempt="save the task"
      onType={(values) => {
        onChanged(values !== undefined);
        editor.keep(values);
      }}
      onSubmit={submit}
      onCancel={onLeave}
      onDelete={remove}
    />
  );
}
