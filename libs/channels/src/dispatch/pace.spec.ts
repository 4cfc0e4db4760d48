import { Pace } from './pace.js';

/** Two workers, or more, on one time line and one clock that the test moves. */
const timeLine = () => {
  let now = 0;
  let next = 0;
  const reserve = async (places: number, intervalMs: number): Promise<number> => {
    const from = Math.max(next, now);
    next = from + places * intervalMs;
    return from - now;
  };
  return {
    reserve,
    now: () => now,
    move: (ms: number) => {
      now += ms;
    },
  };
};

/** Lets workers hand over all they may, step by step; gives the instants. */
const play = async (
  paces: Pace[],
  line: ReturnType<typeof timeLine>,
  steps: number,
  stepMs: number,
  busy: (worker: number, at: number) => boolean = () => false,
) => {
  const instants: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    for (const [worker, pace] of paces.entries()) {
      if (busy(worker, line.now())) continue;
      await pace.prepare(1000);
      const allowed = pace.allowance();
      pace.take(allowed);
      for (let n = 0; n < allowed; n += 1) instants.push(line.now());
    }
    line.move(stepMs);
  }
  return instants;
};

const mostWithin = (instants: readonly number[], ms: number): number =>
  Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + ms).length));

describe('the pace of a connector', () => {
  it.each([1, 2, 5])('is the same with %i workers', async (workers) => {
    const line = timeLine();
    const paces = Array.from({ length: workers }, () => new Pace(50, line.reserve, line.now));
    const instants = await play(paces, line, 1000, 10);
    expect(instants.length).toBeGreaterThanOrEqual(495);
    expect(instants.length).toBeLessThanOrEqual(501);
    expect(mostWithin(instants, 1000)).toBeLessThanOrEqual(51);
  });

  it('is not made up for by a burst after a worker was held up', async () => {
    const line = timeLine();
    const paces = [new Pace(100, line.reserve, line.now), new Pace(100, line.reserve, line.now)];
    const instants = await play(paces, line, 1000, 10, (worker, at) => worker === 0 && at % 2000 < 1500);
    expect(mostWithin(instants, 1000)).toBeLessThanOrEqual(112);
  });

  it('of less than one a second is kept too', async () => {
    const line = timeLine();
    const instants = await play([new Pace(0.5, line.reserve, line.now)], line, 100, 100);
    expect(instants).toEqual([0, 2000, 4000, 6000, 8000]);
  });

  it('is no limit where none was set', async () => {
    const pace = new Pace(
      null,
      async () => {
        throw new Error('asked');
      },
      () => 0,
    );
    await pace.prepare(10);
    expect(pace.allowance()).toBe(Number.POSITIVE_INFINITY);
  });

  it('says how long until the next place', async () => {
    const line = timeLine();
    const pace = new Pace(10, line.reserve, line.now);
    await pace.prepare(5);
    pace.take(pace.allowance());
    expect([pace.allowance(), pace.wait()]).toEqual([0, 100]);
    line.move(60);
    expect(pace.wait()).toBe(40);
  });
});
