import { JOB, type JobHandler, type JobName, type QUEUE } from '@wayfare/platform';

/** Who carries out one kind of job, and on which queue it comes. */
export interface Registration {
  readonly job: JobName;
  readonly queue: (typeof QUEUE)[keyof typeof QUEUE];
  readonly handle: JobHandler;
}

/** Jobs that come on queues of their own and are registered by the dispatcher (`Dispatcher.serve`). */
export const SERVED_ELSEWHERE: readonly JobName[] = [JOB.dispatch];

/** What is wrong with a list of registrations: a job that nobody carries out would lie for ever, one that two carry out is done twice. */
export const misfits = (registrations: readonly Pick<Registration, 'job'>[]): string[] =>
  Object.values(JOB).flatMap((job) => {
    const handlers = registrations.filter((registration) => registration.job === job).length + (SERVED_ELSEWHERE.includes(job) ? 1 : 0);
    return handlers === 1 ? [] : [`${handlers === 0 ? 'nobody carries' : `${handlers} carry`} out ${job}`];
  });

/**
 * The handlers of each queue, by the name of the job.
 * @throws Error where a job has no handler or several: such a worker must not start
 */
export const handlersByQueue = (registrations: readonly Registration[]): ReadonlyMap<string, ReadonlyMap<string, JobHandler>> => {
  const wrong = misfits(registrations);
  if (wrong.length > 0) throw new Error(`The worker does not fit its jobs: ${wrong.join(', ')}.`);
  const queues = new Map<string, Map<string, JobHandler>>();
  for (const { queue, job, handle } of registrations) queues.set(queue, (queues.get(queue) ?? new Map()).set(job, handle));
  return queues;
};
