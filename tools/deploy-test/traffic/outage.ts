/** The failed requests of a run, and the time between the first and the last of them. */
export class Outage {
  private first: number | undefined;
  private last = 0;
  private readonly reasons = new Map<string, number>();

  /** @param began and @param ended in milliseconds of one clock */
  add(reason: string, began: number, ended: number): void {
    this.first = Math.min(this.first ?? began, began);
    this.last = Math.max(this.last, ended);
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** Seconds from the start of the first failed request to the end of the last one; 0 without a failure. */
  get seconds(): number {
    return this.first === undefined ? 0 : Math.round((this.last - this.first) / 100) / 10;
  }

  /** The most frequent reasons, such as `12 × GET /api/tasks 503`. */
  summary(): string {
    return [...this.reasons]
      .sort(([, one], [, other]) => other - one)
      .slice(0, 5)
      .map(([reason, count]) => `${count} × ${reason}`)
      .join(', ');
  }
}
