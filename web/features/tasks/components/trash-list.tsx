'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { notifications } from '@/lib/notifications/notifications';
import { notifyFailure } from '@/lib/notifications/notify-failure';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { useRowFocusRestore } from '../hooks/use-row-focus-restore';
import { useTrashActions } from '../hooks/use-trash-actions';
import { statusLabels } from '../task';
import { type TrashedTask, trashQuery } from '../task-queries';
import { truncate } from '../truncate';
import { ListSkeleton } from './list-skeleton';
import { TrashRow } from './trash-row';

const headingId = 'trash';

/** A task to delete for good, or all of them. */
type Doomed = TrashedTask | 'all';

/** Deleted tasks, which can be restored or deleted for good. */
export function TrashList() {
  const query = useInfiniteQuery(trashQuery());
  const { restore, purge, empty } = useTrashActions();
  const [doomed, setDoomed] = useState<Doomed>();
  const tasks = query.data?.pages.flatMap((page) => page.items);
  const list = useRowFocusRestore(tasks?.length ?? 0, headingId);
  const filled = tasks !== undefined && tasks.length > 0;

  const onRestore = (task: TrashedTask) =>
    restore.mutate(task.id, {
      onSuccess: () =>
        notifications.add({
          tone: 'success',
          title: `Restored “${truncate(task.title, 60)}” to ${statusLabels[task.status]}`,
        }),
      onError: (error) => notifyFailure(error, 'restore the task'),
    });

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pb-5">
        <div>
          <h1 id={headingId} tabIndex={-1} className="font-semibold text-xl tracking-[-0.02em] outline-none">
            Trash
          </h1>
          <p className="text-muted text-sm">Deleted tasks stay here for 30 days.</p>
        </div>
        {filled && (
          <Button
            variant="quiet-danger"
            size="small"
            onClick={() => setDoomed('all')}
            className="max-sm:-ml-3.5 print:hidden"
          >
            <Trash2 aria-hidden="true" className="size-4" />
            Empty the trash
          </Button>
        )}
      </div>
      {tasks === undefined && query.isError && (
        <LoadError
          attempt="load the trash"
          error={query.error}
          onRetry={() => query.refetch()}
          busy={query.isFetching}
        />
      )}
      {tasks === undefined && !query.isError && <ListSkeleton />}
      {tasks?.length === 0 && <EmptyTrash />}
      {filled && (
        <ul
          {...list}
          aria-label="Deleted tasks"
          className="divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card"
        >
          {tasks.map((task) => (
            <TrashRow
              key={task.id}
              task={task}
              busy={restore.isPending && restore.variables === task.id}
              onRestore={onRestore}
              onPurge={setDoomed}
            />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      <ConfirmDialog
        open={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={doomed === 'all' ? 'Empty the trash?' : 'Delete for good?'}
        text={
          doomed === 'all' || doomed === undefined
            ? 'All tasks in the trash are deleted. They cannot be restored.'
            : `“${truncate(doomed.title, 60)}” is deleted. It cannot be restored.`
        }
        action={doomed === 'all' ? 'Empty the trash' : 'Delete for good'}
        attempt={doomed === 'all' ? 'empty the trash' : 'delete the task'}
        danger
        onConfirm={() =>
          doomed === 'all' || doomed === undefined ? empty.mutateAsync() : purge.mutateAsync(doomed.id)
        }
      />
    </>
  );
}

function EmptyTrash() {
  return (
    <section className="grid justify-items-center gap-1.5 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      <h2 className="font-semibold text-lg tracking-[-0.01em]">The trash is empty</h2>
      <p className="max-w-sm text-muted">Tasks that you delete are listed here until they are removed for good.</p>
    </section>
  );
}
