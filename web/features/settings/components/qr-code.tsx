import { encode } from 'uqr';

/** Light modules around the code, which scanners need. */
const quietZone = 4;

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/**
 * A QR code as one SVG path. Black on white in dark mode too, because many scanners cannot read inverted codes. Colours are
 * attributes, because the content security policy refuses styles in markup.
 */
export default function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { border: quietZone });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-56 rounded-lg border border-line"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
