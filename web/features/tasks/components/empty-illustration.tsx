/** An illustration for an empty list, in the colours of the theme. */
export function EmptyIllustration() {
  const sleepers = Array.from({ length: 9 }, (_, index) => 26 + index * 24);
  return (
    <svg viewBox="0 0 240 120" className="w-60" fill="none" strokeLinecap="round" aria-hidden="true">
      <circle cx="176" cy="34" r="15" className="fill-warm-soft stroke-warm" strokeWidth="1.75" />
      <path d="M40 46h30M54 36h26M104 26h22" className="stroke-line" strokeWidth="4" />
      {sleepers.map((x) => (
        <path key={x} d={`M${x} 88v18`} className="stroke-line" strokeWidth="5" />
      ))}
      <path d="M10 92h220M10 102h220" className="stroke-edge" strokeWidth="2.25" />
      <path
        d="M92 92C128 92 136 64 172 64h58M84 102c50 0 58-28 90-28h56"
        className="stroke-accent"
        strokeWidth="2.25"
      />
      <path d="M60 84V62" className="stroke-edge" strokeWidth="2.25" />
      <rect x="51" y="46" width="18" height="18" rx="9" className="fill-accent-soft stroke-accent" strokeWidth="2.25" />
      <path d="M56 55.4l2.8 2.8 5-5.6" className="stroke-accent" strokeWidth="2.25" strokeLinejoin="round" />
    </svg>
  );
}
