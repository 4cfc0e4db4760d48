import { JOB, type JobName, QUEUE } from '@wayfare/platform';
import { handlersByQueue, misfits, type Registration, SERVED_ELSEWHERE } from './registry.js';

const one = (job: JobName): Registration => ({ job, queue: QUEUE.engine, handle: async () => undefined });
const all = Object.values(JOB)
  .filter((job) => !SERVED_ELSEWHERE.includes(job))
  .map(one);

describe('the registry of jobs', () => {
  test('fits where each job has one handler', () => {
    expect(misfits(all)).toEqual([]);
    expect([...(handlersByQueue(all).get(QUEUE.engine)?.keys() ?? [])].sort()).toEqual(all.map(({ job }) => job).sort());
  });

  test.each(all.map(({ job }) => job))('a worker that nobody carries out %s in does not start', (job) => {
    const rest = all.filter((registration) => registration.job !== job);
    expect(() => handlersByQueue(rest)).toThrow(`nobody carries out ${job}`);
  });

  test.each(Object.values(JOB))('a worker that two carry out %s in does not start', (job) => {
    expect(() => handlersByQueue([...all, one(job)])).toThrow(`2 carry out ${job}`);
  });
});
