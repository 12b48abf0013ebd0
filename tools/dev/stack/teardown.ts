type Step = () => void | Promise<void>;

/** Steps that stop what was started, in the reverse order of the start. */
export class Teardown {
  private readonly steps: Step[] = [];
  private readonly firstSteps: Step[] = [];
  private running: Promise<void> | undefined;

  add(step: Step): void {
    this.steps.push(step);
  }

  /** A step that runs before all others, such as closing the gateway to new requests. */
  addFirst(step: Step): void {
    this.firstSteps.push(step);
  }

  /** Runs all steps, even when one fails. A second call waits for the first one. */
  run(): Promise<void> {
    this.running ??= this.end();
    return this.running;
  }

  private async end(): Promise<void> {
    for (const step of [...this.firstSteps, ...this.steps.reverse()]) {
      try {
        await step();
      } catch (error) {
        console.error('Stopping a part of Taskyard failed:', error);
      }
    }
  }
}
