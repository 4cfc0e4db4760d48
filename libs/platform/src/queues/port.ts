/** A hint of work: the tables hold the truth, so a job lost is found again by the reconciler and a job repeated does nothing. */
export interface JobHint {
  readonly name: string;
  /** Deterministic (`step:12:3`): adding twice is adding once. BullMQ forbids `:` in ids; the adapter writes `-` for it. */
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Real milliseconds from now on; 0 where absent. */
  readonly delayMs?: number;
}

export interface ProcessOptions {
  readonly concurrency: number;
  /** At most `max` jobs are started in each `perMs` milliseconds, over all workers. */
  readonly rate?: { readonly max: number; readonly perMs: number };
}

/** A job that was given up after its last attempt. The work it hints at is found again by the reconciler. */
export interface JobFailure {
  readonly id: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly reason: string;
  /** Real time; null where the store does not say. */
  readonly at: Date | null;
}

export type JobHandler = (job: JobHint) => Promise<void>;

/** The queues behind one small port: BullMQ on Redis, or on PostgreSQL. No domain code knows which. */
export interface Queues {
  add(queue: string, jobs: readonly JobHint[]): Promise<void>;
  /** Starts a worker for a queue in this process; it is closed with the port, or by `leave`. */
  process(queue: string, handler: JobHandler, options: ProcessOptions): Promise<void>;
  /** Ends this process's workers of a queue, after the jobs they are at; does nothing where there is none. */
  leave(queue: string): Promise<void>;
  /** Sets (or moves) a repeating job; `every` in milliseconds, or a cron line in a zone. */
  schedule(
    queue: string,
    name: string,
    rule: { readonly everyMs: number } | { readonly cron: string; readonly timeZone: string },
  ): Promise<void>;
  unschedule(queue: string, name: string): Promise<void>;
  counts(queue: string): Promise<{ readonly waiting: number; readonly delayed: number; readonly active: number; readonly failed: number }>;
  /** The jobs that were given up last, newest first. */
  failures(queue: string, limit: number): Promise<readonly JobFailure[]>;
  /** Takes every job out of a queue: for tests and for admins; loses nothing. */
  empty(queue: string): Promise<void>;
  /** Whether the store answers. */
  ping(): Promise<void>;
  /** Waits for running jobs, then lets go of every connection. */
  close(): Promise<void>;
}
