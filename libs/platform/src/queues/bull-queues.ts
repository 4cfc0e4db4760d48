import type { JobsOptions } from 'bullmq';
import type { Logger } from '../logger.js';
import type { JobFailure, JobHandler, JobHint, ProcessOptions, Queues } from './port.js';
import type { FailedJob, QueueStore, StoredJob, StoredQueue, StoredWorker } from './store.js';
import { within } from './within.js';

type Rule = Parameters<Queues['schedule']>[2];

export interface BullSettings {
  /** A worker that gives no sign of life for this long is taken for dead, and its jobs go to another. */
  readonly lockMs: number;
  /** How often schedules that vanished with the store's content are set again. */
  readonly repairMs: number;
}

const DEFAULTS: BullSettings = { lockMs: 20_000, repairMs: 15_000 };
const CHUNK = 500;
/** A store that is away can't be told of running jobs: their locks run out there. */
const FORCED_CLOSE_MS = 2_000;
/** Nobody waits longer for an answer of the store: a Redis Cluster that is away as a whole says nothing at all. */
const ANSWER_MS = 5_000;
const KEPT_FAILURES = 50;
const RETRIES: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: { count: KEPT_FAILURES },
};

/** BullMQ takes no `:` in an id and no id that is a number. */
const bullId = (id: string): string => (/^\d+$/.test(id) ? `n${id}` : id.replaceAll(':', '-'));

const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/**
 * The port on BullMQ, for either store. A job is a hint (engine.md, rule 1), so nothing here insists: adding while the store is away is logged
 * and left to the reconciler, a job that has completed is gone, one that has failed for good is kept for the admin until the same id is added
 * again, and schedules that were lost with the store's content are set anew.
 */
export class BullQueues implements Queues {
  private readonly queues = new Map<string, StoredQueue>();
  private readonly workers = new Map<string, StoredWorker[]>();
  private readonly schedules = new Map<string, { queue: string; name: string; rule: Rule }>();
  /** Until when (`performance.now()`) a queue is believed to hold no job that has failed for good. */
  private readonly cleanUntil = new Map<string, number>();
  private readonly settings: BullSettings;
  private readonly repair: NodeJS.Timeout;
  private closing: Promise<void> | undefined;

  constructor(
    readonly store: QueueStore,
    private readonly logger: Logger,
    settings: Partial<BullSettings> = {},
  ) {
    this.settings = { ...DEFAULTS, ...settings };
    this.repair = setInterval(() => void this.repairSchedules(), this.settings.repairMs).unref();
  }

  async add(queue: string, jobs: readonly JobHint[]): Promise<void> {
    if (jobs.length === 0) return;
    try {
      await within(ANSWER_MS, this.addAll(queue, jobs), noAnswer);
    } catch (error) {
      this.logger.warn({ err: error, queue, jobs: jobs.length }, 'jobs could not be added; the reconciler will find their work');
    }
  }

  private async addAll(queue: string, jobs: readonly JobHint[]): Promise<void> {
    const target = this.queue(queue);
    await this.forgetFailures(queue, new Set(jobs.map(({ id }) => bullId(id))));
    if (jobs.length <= this.store.few) await Promise.all(jobs.map(toBull).map(({ name, data, opts }) => target.add(name, data, opts)));
    else for (const chunk of chunksOf(jobs, CHUNK)) await target.addBulk(chunk.map(toBull));
  }

  async process(queue: string, handler: JobHandler, options: ProcessOptions): Promise<void> {
    const { concurrency, rate } = options;
    const worker = this.store.worker(queue, (job) => handler(toHint(job)), {
      concurrency,
      ...(rate ? { limiter: { max: rate.max, duration: rate.perMs } } : {}),
      lockDuration: this.settings.lockMs,
      stalledInterval: this.settings.lockMs / 2,
      maxStalledCount: 10,
      runRetryDelay: 1_000,
    });
    worker.on('error', (error) => this.logger.warn({ err: error, queue }, 'a worker has trouble with its queue'));
    worker.on('failed', (job, error) => {
      this.cleanUntil.delete(queue);
      const final = !job || job.attemptsMade >= (job.opts.attempts ?? 1);
      this.logger[final ? 'error' : 'warn']({ err: error, queue, job: job?.id, attempt: job?.attemptsMade }, 'a job failed');
    });
    this.workers.set(queue, [...(this.workers.get(queue) ?? []), worker]);
  }

  async leave(queue: string): Promise<void> {
    const workers = this.workers.get(queue) ?? [];
    this.workers.delete(queue);
    const force = !(await this.isThere());
    await Promise.all(workers.map((worker) => endWorker(worker, force)));
  }

  async schedule(queue: string, name: string, rule: Rule): Promise<void> {
    this.schedules.set(`${queue} ${name}`, { queue, name, rule });
    await this.attempt(`schedule ${name}`, () => this.upsert(queue, name, rule));
  }

  async unschedule(queue: string, name: string): Promise<void> {
    this.schedules.delete(`${queue} ${name}`);
    await this.queue(queue).removeJobScheduler(name);
  }

  async counts(queue: string): Promise<{ waiting: number; delayed: number; active: number; failed: number }> {
    const {
      waiting = 0,
      delayed = 0,
      active = 0,
      failed = 0,
    } = await this.queue(queue).getJobCounts('waiting', 'delayed', 'active', 'failed');
    return { waiting, delayed, active, failed };
  }

  async failures(queue: string, limit: number): Promise<readonly JobFailure[]> {
    return (await this.queue(queue).getFailed(0, limit - 1)).map(toFailure);
  }

  async empty(queue: string): Promise<void> {
    const target = this.queue(queue);
    await target.drain(true);
    await target.clean(0, 0, 'failed');
    await this.repairSchedules();
  }

  ping(): Promise<void> {
    return within(ANSWER_MS, this.store.ping(), noAnswer);
  }

  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    clearInterval(this.repair);
    const force = !(await this.isThere());
    const workers = [...this.workers.values()].flat();
    const parts = [...workers.map((worker) => endWorker(worker, force)), ...[...this.queues.values()].map((queue) => queue.close(force))];
    await (force ? within(FORCED_CLOSE_MS, Promise.all(parts), () => undefined) : Promise.all(parts));
    await this.store.close();
  }

  private isThere(): Promise<boolean> {
    const answers = this.ping().then(
      () => true,
      () => false,
    );
    return within(FORCED_CLOSE_MS, answers, () => false);
  }

  private queue(name: string): StoredQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.store.queue(name);
    queue.on('error', (error) => this.logger.warn({ err: error, queue: name }, 'a queue has trouble with its store'));
    this.queues.set(name, queue);
    return queue;
  }

  /**
   * A job that failed for good would stand in the way of a new one with its id. A queue in which none has is believed to have none for a moment, unless one fails in this process: what fails in
   * another is added again by the next reconciliation.
   */
  private async forgetFailures(queue: string, ids: ReadonlySet<string>): Promise<void> {
    if ((this.cleanUntil.get(queue) ?? 0) > performance.now()) return;
    const failed = await this.queue(queue).getFailed(0, KEPT_FAILURES);
    if (failed.length === 0) this.cleanUntil.set(queue, performance.now() + this.store.believedMs);
    for (const job of failed) {
      if (job.id !== undefined && ids.has(job.id)) await job.remove();
    }
  }

  private upsert(queue: string, name: string, rule: Rule): Promise<unknown> {
    const repeat = 'everyMs' in rule ? { every: rule.everyMs } : { pattern: rule.cron, tz: rule.timeZone };
    const opts = { removeOnComplete: true, removeOnFail: { count: KEPT_FAILURES } };
    return this.queue(queue).upsertJobScheduler(name, repeat, { name, data: {}, opts });
  }

  private async repairSchedules(): Promise<void> {
    for (const { queue, name, rule } of this.schedules.values()) {
      await this.attempt(`look after the schedule ${name}`, async () => {
        if (!(await this.queue(queue).getJobScheduler(name))) await this.upsert(queue, name, rule);
      });
    }
  }

  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.closing) this.logger.warn({ err: error }, `could not ${what}; it is tried again soon`);
    }
  }
}

const noAnswer = (): never => {
  throw new Error(`the store gave no answer within ${ANSWER_MS} ms`);
};

/**
 * A worker takes out the connection on which it listens by itself, soon after it was made. BullMQ does not stop one that is closed before that from doing so
 * afterwards, and then nobody gives the connection back: so it is ready first.
 */
const endWorker = async (worker: StoredWorker, force: boolean): Promise<void> => {
  if (!force) await worker.waitUntilReady().catch(() => undefined);
  await worker.close(force);
};

const toBull = ({ name, id, data, delayMs }: JobHint): { name: string; data: StoredJob['data']; opts: JobsOptions } => ({
  name,
  data,
  opts: { ...RETRIES, jobId: bullId(id), ...(delayMs ? { delay: delayMs } : {}) },
});

const toHint = ({ id, name, data }: StoredJob): JobHint => ({ id: id ?? '', name, data });

const toFailure = ({ id, name, data, attemptsMade, failedReason, finishedOn }: FailedJob): JobFailure => ({
  id: id ?? '',
  name,
  data,
  attempts: attemptsMade,
  reason: failedReason ?? '',
  at: finishedOn === undefined ? null : new Date(finishedOn),
});
