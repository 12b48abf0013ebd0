const rows = [
  { title: 'Book the venue for March', tag: 'Due today', state: 'open' },
  { title: 'Send the draft to Priya', tag: 'In progress', state: 'in-progress' },
  { title: 'Renew the passports', tag: 'Completed', state: 'done' },
] as const;

/** An illustration beside the account forms. Decorative, so hidden from screen readers. */
export function BrandPanel() {
  return (
    <aside
      aria-hidden="true"
      className="relative hidden overflow-hidden bg-brand text-on-brand lg:flex lg:flex-col lg:justify-between lg:p-14"
    >
      <BackgroundLines />
      <p className="relative max-w-md text-balance font-semibold text-3xl tracking-[-0.03em]">
        Everything you have to do, in one place.
      </p>
      <div className="relative grid max-w-md gap-3">
        {rows.map((row) => (
          <PanelRow key={row.title} {...row} />
        ))}
      </div>
      <p className="relative text-on-brand-muted text-sm">Only you can see your tasks.</p>
    </aside>
  );
}

function PanelRow({ title, tag, state }: (typeof rows)[number]) {
  const done = state === 'done';
  return (
    <div className="flex items-center gap-3.5 rounded-xl border border-brand-line bg-brand-deep px-4 py-3.5 shadow-pop">
      <svg viewBox="0 0 20 20" className="size-5 shrink-0" aria-hidden="true">
        <circle
          cx="10"
          cy="10"
          r="8.75"
          fill={done ? 'oklch(0.79 0.128 163)' : 'none'}
          stroke="oklch(0.79 0.128 163)"
          strokeWidth="1.5"
        />
        {state === 'in-progress' && <path d="M10 5a5 5 0 010 10z" fill="oklch(0.79 0.128 163)" />}
        {done && (
          <path
            d="M6.2 10.3l2.6 2.6 5-5.4"
            fill="none"
            stroke="oklch(0.215 0.042 170)"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        )}
      </svg>
      <span className={done ? 'flex-1 text-on-brand-muted line-through' : 'flex-1'}>{title}</span>
      <span className="text-on-brand-muted text-sm">{tag}</span>
    </div>
  );
}

function BackgroundLines() {
  const lines = [0, 1, 2, 3, 4, 5];
  return (
    <svg
      viewBox="0 0 800 900"
      preserveAspectRatio="xMaxYMid slice"
      className="absolute inset-0 size-full"
      aria-hidden="true"
    >
      {lines.map((line) => (
        <path
          key={line}
          d={`M${-60 + line * 46} 940 C ${180 + line * 46} 640, ${380 + line * 70} 560, ${860 + line * 20} ${60 + line * 96}`}
          fill="none"
          stroke="oklch(0.4 0.06 167)"
          strokeOpacity={0.75 - line * 0.1}
          strokeWidth="1.5"
        />
      ))}
    </svg>
  );
}
