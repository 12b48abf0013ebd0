const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3', 'w-7/12', 'w-5/12'] as const;

/** A placeholder for the list while it loads. */
export function ListSkeleton() {
  return (
    <div className="divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card">
      <p className="sr-only">Loading tasks</p>
      {widths.map((width) => (
        <div key={width} aria-hidden="true" className="flex h-15 animate-sheen items-center gap-3 px-4">
          <span className="size-6 rounded-full bg-sunken" />
          <span className={`h-4 rounded bg-sunken ${width}`} />
          <span className="ml-auto h-5 w-16 rounded-md bg-sunken" />
        </div>
      ))}
    </div>
  );
}
