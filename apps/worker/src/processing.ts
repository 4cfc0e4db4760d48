import type { JobHandler } from '@wayfare/platform';
import type { Core } from '@wayfare/wiring';

/**
 * Wraps the handlers of one queue: each job finds the clock as it stands for everyone, is measured, and leaves a line. A job of a name that
 * this worker does not know comes from a newer one; it fails, is tried again, and then found by that one.
 */
export const handlerOf = (
  { clock, logger, metrics }: Pick<Core, 'clock' | 'logger' | 'metrics'>,
  queue: string,
  handlers: ReadonlyMap<string, JobHandler>,
): JobHandler => {
  const seconds = metrics.histogram('job_seconds', 'How long jobs took', ['job', 'outcome']);
  return async (job) => {
    const handle = handlers.get(job.name);
    if (!handle) throw new Error(`the queue ${queue} holds a job ${job.name}, which this worker does not know`);
    await clock.sync();
    const began = performance.now();
    const took = (): number => (performance.now() - began) / 1000;
    try {
      await handle(job);
      seconds.observe({ job: job.name, outcome: 'done' }, took());
      logger.debug({ queue, job: job.name, id: job.id, ...job.data, ms: Math.round(took() * 1000) }, 'job done');
    } catch (error) {
      seconds.observe({ job: job.name, outcome: 'failed' }, took());
      throw error;
    }
  };
};
