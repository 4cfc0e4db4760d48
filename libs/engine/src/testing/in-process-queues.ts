import type { JobFailure, JobHandler, JobHint, Queues } from '@wayfare/platform';

export interface Mischief {
  /** A number in [0, 1), as `Math.random` gives it. */
  readonly random: () => number;
  /** Shares of the jobs that are lost, and that are delivered a second time. */
  readonly lose: number;
  readonly repeat: number;
}

/**
 * Queues that keep their jobs in memory and run them when they are told to, in any order, losing some and delivering some twice: whatever
 * the engine relies on, it is not the queues.
 */
export class InProcessQueues implements Queues {
  private readonly waiting = new Map<string, { queue: string; job: JobHint }>();
  private readonly handlers = new Map<string, JobHandler>();

  constructor(private readonly mischief: Mischief | null = null) {}

  async add(queue: string, jobs: readonly JobHint[]): Promise<void> {
    for (const job of jobs) {
      if (this.mischief && this.mischief.random() < this.mischief.lose) continue;
      const key = `${queue} ${job.id}`;
      if (!this.waiting.has(key)) this.waiting.set(key, { queue, job });
    }
  }

  async process(queue: string, handler: JobHandler): Promise<void> {
    this.handlers.set(queue, handler);
  }

  async leave(queue: string): Promise<void> {
    this.handlers.delete(queue);
  }

  /** Runs what waits and whatever that adds, until nothing is left, so many jobs at once; jobs of queues that nobody processes are dropped. */
  async drain(atOnce = 1): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, () => this.work()));
  }

  private async work(): Promise<void> {
    for (let taken = this.take(); taken; taken = this.take()) {
      const handler = this.handlers.get(taken.queue);
      const times = this.mischief && this.mischief.random() < this.mischief.repeat ? 2 : 1;
      for (let time = 0; time < times; time += 1) await handler?.(taken.job);
    }
  }

  async schedule(): Promise<void> {
    // Time is driven by the test.
  }

  async unschedule(): Promise<void> {
    // Time is driven by the test.
  }

  async counts(queue: string): Promise<{ waiting: number; delayed: number; active: number; failed: number }> {
    const waiting = [...this.waiting.values()].filter((entry) => entry.queue === queue).length;
    return { waiting, delayed: 0, active: 0, failed: 0 };
  }

  async failures(): Promise<readonly JobFailure[]> {
    return [];
  }

  async empty(queue: string): Promise<void> {
    for (const [key, entry] of this.waiting) if (entry.queue === queue) this.waiting.delete(key);
  }

  async ping(): Promise<void> {
    // It is always there.
  }

  async close(): Promise<void> {
    this.waiting.clear();
  }

  private take(): { queue: string; job: JobHint } | undefined {
    const keys = [...this.waiting.keys()];
    const key = keys[this.mischief ? Math.floor(this.mischief.random() * keys.length) : 0];
    if (key === undefined) return undefined;
    const taken = this.waiting.get(key);
    this.waiting.delete(key);
    return taken;
  }
}
