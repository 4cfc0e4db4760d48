import type { JobsOptions, RepeatOptions } from 'bullmq';

/** One job as BullMQ hands it to a handler. */
export interface StoredJob {
  readonly id?: string | undefined;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly attemptsMade: number;
  readonly opts: { readonly attempts?: number | undefined };
}

/** One job that was given up. */
export interface FailedJob extends StoredJob {
  readonly failedReason?: string | undefined;
  readonly finishedOn?: number | undefined;
  remove(): Promise<void>;
}

/** What we use of BullMQ's Queue, whichever store is behind it. */
export interface StoredQueue {
  add(name: string, data: StoredJob['data'], opts: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: StoredJob['data']; opts: JobsOptions }[]): Promise<unknown>;
  getFailed(start: number, end: number): Promise<FailedJob[]>;
  getJobScheduler(id: string): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: Omit<RepeatOptions, 'key'>,
    template: { name: string; data: StoredJob['data']; opts: { removeOnComplete: boolean; removeOnFail: { count: number } } },
  ): Promise<unknown>;
  removeJobScheduler(id: string): Promise<unknown>;
  getJobCounts(...types: ('waiting' | 'delayed' | 'active' | 'failed')[]): Promise<Record<string, number>>;
  drain(delayed: boolean): Promise<void>;
  clean(graceMs: number, limit: number, type: 'failed'): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}

/** What we use of BullMQ's Worker. */
export interface StoredWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: StoredJob | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

export interface WorkerSettings {
  readonly concurrency: number;
  readonly limiter?: { readonly max: number; readonly duration: number };
  /** How long a job may go without a sign of life before another worker takes it, and how often that is looked for. */
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  /** How long a worker waits after its store has failed it. */
  readonly runRetryDelay: number;
}

/** Where the queues live. Only the two files beside this one know Redis and PostgreSQL apart. */
export interface QueueStore {
  readonly kind: 'redis' | 'postgres';
  /** So many jobs are added one by one, since a statement for many costs more. */
  readonly few: number;
  /** For so long a queue without failed jobs is believed to have none. */
  readonly believedMs: number;
  queue(name: string): StoredQueue;
  worker(name: string, handler: (job: StoredJob) => Promise<void>, settings: WorkerSettings): StoredWorker;
  ping(): Promise<void>;
  /** Lets go of the connections, after every queue and worker has been closed. */
  close(): Promise<void>;
}
