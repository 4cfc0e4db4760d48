import { setTimeout as pause } from 'node:timers/promises';

/**
 * Work that many ask for and that serves all of them at once, such as looking for whatever is to be done: one run at a time, and runs begin at least `apartMs` apart (real time). Who asks while
 * there is nothing under way, and none was a moment ago, has it at once; all who ask in between share the next run, which sees what was there when they asked.
 */
export class Pacer {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private lastBegan = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly apartMs: number,
  ) {}

  /** Whether somebody who asks now has to wait for a run that has not begun. */
  get isBusy(): boolean {
    return this.running !== undefined || this.next !== undefined || this.left > 0;
  }

  /** Whether a run is to begin, after the one under way or in a moment, in which whoever asks now would share. */
  get isAwaited(): boolean {
    return this.next !== undefined;
  }

  /** The run that serves who asks; fails as that does. */
  ask(): Promise<void> {
    if (!this.isBusy) return this.begin();
    this.next ??= this.later();
    return this.next;
  }

  private get left(): number {
    return this.lastBegan + this.apartMs - performance.now();
  }

  private async later(): Promise<void> {
    await this.running?.catch(() => undefined);
    if (this.left > 0) await pause(this.left, undefined, { ref: false });
    this.next = undefined;
    return this.begin();
  }

  private begin(): Promise<void> {
    this.lastBegan = performance.now();
    this.running = this.work().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }
}
