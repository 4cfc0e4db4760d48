import { JOB, QUEUE } from '@wayfare/platform';
import { Hints, HORIZON_MS } from './hints.js';
import { InProcessQueues, TestClock } from './testing.js';

const now = new Date('2027-03-01T00:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const standing = (seq: number, dueAt: Date | null) => ({ id: '7', seq, state: 'standing' as const, dueAt });

/** Stands still, but says that it is a real one. */
class Stopped extends TestClock {
  override readonly isVirtual: boolean = false;
}

describe('the work that a transaction makes possible', () => {
  it('with a real clock becomes a delayed job for each waiting cohort, unless its time is still far', () => {
    const hints = new Hints(new Stopped(now));
    hints.cohort(standing(3, later(60_000)));
    hints.cohort(standing(4, later(-5)));
    hints.cohort(standing(5, later(HORIZON_MS + 1)));
    hints.cohort(standing(6, null));
    hints.cohort({ ...standing(7, later(0)), state: 'exited' });
    expect(hints.jobs).toEqual([
      { name: JOB.step, id: 'step:7:3', data: { cohortId: '7', seq: 3 }, delayMs: 60_000 },
      { name: JOB.step, id: 'step:7:4', data: { cohortId: '7', seq: 4 }, delayMs: 0 },
    ]);
  });

  it('with a virtual clock becomes a job only when it is due: whoever moves the clock finds the others', () => {
    const hints = new Hints(new TestClock(now));
    hints.cohort(standing(3, later(1)));
    hints.cohort(standing(4, now));
    hints.run('9', later(1));
    expect(hints.jobs.map(({ id }) => id)).toEqual(['step:7:4']);
  });

  it('is announced once for each job, and to each connector once', async () => {
    const [queues, asked] = [new InProcessQueues(), Array.of<string[]>()];
    const hints = new Hints(new TestClock(now));
    hints.chunk('1', 0);
    hints.chunk('1', 0);
    hints.connectors.add('5').add('5');
    await hints.announce(queues, { request: async (ids) => void asked.push(ids) });
    expect(await queues.counts(QUEUE.engine)).toMatchObject({ waiting: 1 });
    expect(asked).toEqual([['5']]);
  });

  it('is forgotten when the transaction is undone and tried again', () => {
    const hints = new Hints(new TestClock(now));
    hints.cohort(standing(1, now));
    hints.connectors.add('5');
    hints.clear();
    expect([hints.jobs, hints.connectors.size]).toEqual([[], 0]);
  });
});
