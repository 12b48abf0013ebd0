/** Counts the outcomes of requests and keeps their durations. */
export class ResponseStatistics {
  private readonly counts = new Map<string, number>();
  private readonly times: number[] = [];

  /** @param outcome a status, or the error without one; @param milliseconds until the body was read */
  add(outcome: number | string, milliseconds: number): void {
    this.counts.set(String(outcome), (this.counts.get(String(outcome)) ?? 0) + 1);
    this.times.push(milliseconds);
  }

  get total(): number {
    return this.times.length;
  }

  /** Number of requests without a status from 200 to 299. */
  get failures(): number {
    return [...this.counts].reduce((sum, [outcome, count]) => (/^2\d\d$/.test(outcome) ? sum : sum + count), 0);
  }

  byOutcome(): string {
    return [...this.counts]
      .sort()
      .map(([outcome, count]) => `${outcome}: ${count}`)
      .join(', ');
  }

  /** The percentile of the durations in milliseconds, rounded to a tenth. */
  percentile(percent: number): number {
    const sorted = this.times.toSorted((a, b) => a - b);
    return Math.round((sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0) * 10) / 10;
  }
}
