'use client';

import type { Task } from '@/lib/api/generated/types.gen';
import { Dialog } from '@/ui/dialog';
import { useCreateTask } from '../hooks/use-create-task';
import { useUpdateTask } from '../hooks/use-update-task';
import { changesTo, emptyForm, formValues, type TaskDraft } from '../task-form-schema';
import { TaskForm } from './task-form';

export type TaskDialogState =
  | { readonly kind: 'create'; readonly title: string }
  | { readonly kind: 'edit'; readonly task: Task };

interface TaskDialogProps {
  readonly state: TaskDialogState | undefined;
  readonly onClose: () => void;
  readonly onDelete: (task: Task) => void;
}

/** The form for one task. The list shows the result at once; the dialog closes when the API has accepted it. */
export function TaskDialog({ state, onClose, onDelete }: TaskDialogProps) {
  const title = state?.kind === 'edit' ? 'Edit task' : 'New task';
  return (
    <Dialog open={state !== undefined} onOpenChange={onClose} title={title} wide guarded>
      {state?.kind === 'create' && <CreateForm title={state.title} onClose={onClose} />}
      {state?.kind === 'edit' && <EditForm task={state.task} onClose={onClose} onDelete={onDelete} />}
    </Dialog>
  );
}

function CreateForm({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  const create = useCreateTask();
  const submit = async (draft: TaskDraft) => {
    await create.mutateAsync(draft);
    onClose();
  };
  return (
    <TaskForm
      values={{ ...emptyForm, title }}
      action="Add task"
      attempt="add the task"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
}

interface EditFormProps {
  readonly task: Task;
  readonly onClose: () => void;
  readonly onDelete: (task: Task) => void;
}

function EditForm({ task, onClose, onDelete }: EditFormProps) {
  const update = useUpdateTask();
  const submit = async (draft: TaskDraft) => {
    const changes = changesTo(task, draft);
    if (Object.keys(changes).length > 0) await update.mutateAsync({ task, changes });
    onClose();
  };
  const remove = () => {
    onClose();
    onDelete(task);
  };
  return (
    <TaskForm
      values={formValues(task)}
      action="Save"
      attempt="save the task"
      onSubmit={submit}
      onCancel={onClose}
      onDelete={remove}
    />
  );
}
