/** The VPC's range is cut for this many availability zones, so that another one fits in without moving any. */
export const zoneSlots = 4;

/** The place of a zone in the range, 0 to 3, by its letter. Only N. Virginia has more than four letters: e and f take the places of a and b. */
export function zoneSlot(zone: string): number {
  return ((zone.codePointAt(zone.length - 1) ?? 0) - 'a'.charCodeAt(0)) % zoneSlots;
}

/** Two zones of a list that would take the same place. */
export function sharedSlot(zones: readonly string[]): readonly [string, string] | undefined {
  for (const [index, zone] of zones.entries()) {
    const earlier = zones.slice(0, index).find((other) => zoneSlot(other) === zoneSlot(zone));
    if (earlier !== undefined && earlier !== zone) return [earlier, zone];
  }
  return undefined;
}
