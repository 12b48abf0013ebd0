type Step = () => void | Promise<void>;

/** What has to be ended, in the reverse order of its start. */
export class Teardown {
  private readonly steps: Step[] = [];
  private readonly firstSteps: Step[] = [];
  private running: Promise<void> | undefined;

  add(step: Step): void {
    this.steps.push(step);
  }

  /** For what must end before all else, whenever it was started: the door people come in by. */
  first(step: Step): void {
    this.firstSteps.push(step);
  }

  /** A step that fails does not keep the others from running. Called again, it waits for the same end. */
  run(): Promise<void> {
    this.running ??= this.end();
    return this.running;
  }

  private async end(): Promise<void> {
    for (const step of [...this.firstSteps, ...this.steps.reverse()]) {
      try {
        await step();
      } catch (error) {
        console.error('Ending a part of Taskyard failed:', error);
      }
    }
  }
}
