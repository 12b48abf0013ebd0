interface ProgressCardProps {
  readonly done: number;
  readonly total: number;
}

/** The share of completed tasks. An SVG, because the content security policy refuses a width in a style attribute. */
export function ProgressCard({ done, total }: ProgressCardProps) {
  const share = Math.round((done / total) * 100);
  return (
    <section
      aria-label="Progress"
      className="hidden gap-2.5 rounded-xl border border-line bg-surface p-4 shadow-card lg:grid"
    >
      <p className="flex items-baseline justify-between">
        <span className="font-medium text-sm" aria-hidden="true">
          Progress
        </span>
        <span className="tabular text-muted text-sm">{share}%</span>
      </p>
      <svg
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="h-1.5 w-full overflow-hidden rounded-full"
        aria-hidden="true"
      >
        <rect width="100" height="6" className="fill-sunken" />
        <rect width={share} height="6" className="fill-accent" />
      </svg>
      <p className="tabular text-muted text-sm">
        {done} of {total} completed
      </p>
    </section>
  );
}
