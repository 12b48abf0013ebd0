const widths = ['w-2/5', 'w-1/3', 'w-1/2', 'w-1/4', 'w-5/12'] as const;

/** A placeholder for a list while it loads. */
export function RowsSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card">
      <p className="sr-only">{label}</p>
      {widths.map((width) => (
        <div key={width} aria-hidden="true" className="flex h-17 animate-sheen items-center gap-3.5 px-5">
          <span className="size-9 rounded-full bg-sunken" />
          <span className={`h-4 rounded bg-sunken ${width}`} />
        </div>
      ))}
    </div>
  );
}
