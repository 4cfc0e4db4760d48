import { fork } from 'node:child_process';
import { eventually, type QueueBackend, queueBackends, queuesAt, TestRedis, whenFileEnds } from '@wayfare/platform/testing';
import { queueAddress } from '../testing/queues.js';
import type { BullQueues } from './bull-queues.js';
import type { JobHint } from './port.js';
import { prefixOf } from './redis-store.js';

const job = (id: string, data: JobHint['data'] = {}, delayMs = 0): JobHint => ({ name: 'work', id, data, delayMs });

describe.each(queueBackends())('queues on %s', (backend) => {
  let address: { databaseUrl: string; redisUrl?: string };
  let queues: BullQueues;
  let serial = 0;
  let queue = '';

  beforeAll(async () => {
    address = await queueAddress(backend);
    queues = await queuesAt(address, { lockMs: 1_000, repairMs: 200 });
  });

  beforeEach(() => {
    serial += 1;
    queue = `queue-${serial}`;
  });

  /** Starts a worker and gives what it has seen so far. */
  const collecting = async (handle: (job: JobHint) => Promise<void> = async () => undefined): Promise<JobHint[]> => {
    const seen: JobHint[] = [];
    await queues.process(
      queue,
      async (hint) => {
        seen.push(hint);
        await handle(hint);
      },
      { concurrency: 4 },
    );
    return seen;
  };
  /** Fifteen jobs for two workers with a rate of five in so many milliseconds; gives those that were started so far. */
  const paced = async (name: string, perMs: number): Promise<JobHint[]> => {
    const started: JobHint[] = [];
    const handler = async (hint: JobHint): Promise<void> => void started.push(hint);
    for (const _ of [1, 2]) await queues.process(name, handler, { concurrency: 5, rate: { max: 5, perMs } });
    await queues.add(
      name,
      Array.from({ length: 15 }, (_, at) => job(`r${at}`)),
    );
    return started;
  };
  const nothingLeft = async (): Promise<boolean> => Object.values(await queues.counts(queue)).every((count) => count === 0);

  it('hands each job to a worker once, with its data', async () => {
    await queues.add(
      queue,
      Array.from({ length: 1_200 }, (_, at) => job(`step:${at}`, { at })),
    );
    const seen = await collecting();
    await eventually(nothingLeft, 20_000);
    expect(seen.map(({ data }) => Number(data.at)).sort((a, b) => a - b)).toEqual(Array.from({ length: 1_200 }, (_, at) => at));
  });

  it('leaves a queue to others, and may come back to it', async () => {
    const before = await collecting();
    await queues.leave(queue);
    await queues.add(queue, [job('kept')]);
    expect((await queues.counts(queue)).waiting).toBe(1);
    const after = await collecting();
    await eventually(nothingLeft);
    expect([before.length, after.length]).toEqual([0, 1]);
  });

  it('leaves a queue however soon after it came to it', async () => {
    for (let round = 0; round < 20; round += 1) {
      await collecting();
      await queues.leave(queue);
    }
    await queues.add(queue, [job('kept')]);
    expect((await queues.counts(queue)).waiting).toBe(1);
  });

  it('takes a job that waits already for the same one', async () => {
    await queues.add(queue, [job('step:1:1'), job('step:1:1')]);
    await queues.add(queue, [job('step:1:1'), job('7')]);
    expect(await queues.counts(queue)).toEqual({ waiting: 2, delayed: 0, active: 0, failed: 0 });
    const seen = await collecting();
    await eventually(nothingLeft);
    expect(seen.map(({ id }) => id)).toEqual(['step-1-1', 'n7']);
  });

  it('does a job again that is added again after it has completed', async () => {
    const seen = await collecting();
    for (const times of [1, 2, 3]) {
      await queues.add(queue, [job('step:2:1')]);
      await eventually(async () => seen.length === times && (await nothingLeft()));
    }
  });

  it('keeps a job that failed for good, and does it again when it is added again', async () => {
    const raw = queues.store.queue(queue);
    await raw.addBulk([{ name: 'work', data: {}, opts: { jobId: 'step-3-1', attempts: 1, removeOnFail: { count: 5 } } }]);
    let broken = true;
    const seen = await collecting(async () => {
      if (broken) throw new Error('broken');
    });
    await eventually(async () => (await queues.counts(queue)).failed === 1);
    expect(await queues.failures(queue, 5)).toMatchObject([
      { id: 'step-3-1', name: 'work', reason: 'broken', attempts: 1, at: expect.any(Date) },
    ]);
    broken = false;
    await queues.add(queue, [job('step:3:1')]);
    await eventually(nothingLeft);
    expect(seen.length).toBe(2);
    await raw.close();
  });

  it('tries a job again that failed', async () => {
    let attempts = 0;
    await queues.add(queue, [job('step:4:1')]);
    await collecting(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('for once');
    });
    await eventually(async () => attempts === 2 && (await nothingLeft()));
  });

  it('does a delayed job at its time, and not before', async () => {
    const seen = await collecting();
    await queues.add(queue, [job('much later', {}, 3_600_000), job('later', {}, 600), job('now')]);
    await eventually(() => seen.length === 2);
    expect(seen.map(({ id }) => id)).toEqual(['now', 'later']);
    await eventually(async () => (await queues.counts(queue)).active === 0);
    expect(await queues.counts(queue)).toEqual({ waiting: 0, delayed: 1, active: 0, failed: 0 });
  });

  it('loses nothing but hints when it is emptied: the same ids may be added again, and schedules go on', async () => {
    await queues.schedule(queue, 'tick', { everyMs: 300 });
    await queues.add(queue, [job('a'), job('b', {}, 3_600_000)]);
    await queues.empty(queue);
    await queues.add(queue, [job('a'), job('b')]);
    const seen = await collecting();
    await eventually(() => ['a', 'b'].every((id) => seen.filter((hint) => hint.id === id).length === 1));
    await eventually(() => seen.filter(({ name }) => name === 'tick').length >= 2);
    await queues.unschedule(queue, 'tick');
  });

  it('sets a schedule again that vanished from the store', async () => {
    await queues.schedule(queue, 'tick', { everyMs: 100 });
    const raw = queues.store.queue(queue);
    await raw.removeJobScheduler('tick');
    const seen = await collecting();
    await eventually(() => seen.length >= 2);
    await queues.unschedule(queue, 'tick');
    await raw.close();
  });

  it('runs a cron line in its zone, and stops when it is told to', async () => {
    await queues.schedule(queue, 'morning', { cron: '* * * * * *', timeZone: 'Asia/Shanghai' });
    const seen = await collecting();
    await eventually(() => seen.length >= 2);
    await queues.unschedule(queue, 'morning');
    await eventually(nothingLeft);
    expect(seen.every(({ name }) => name === 'morning')).toBe(true);
  });

  it('starts no more jobs than the rate allows, over two workers', async () => {
    const hourly = await paced(queue, 3_600_000);
    await eventually(() => hourly.length >= 5);
    const others = await paced(`${queue}-quick`, 500);
    await eventually(() => others.length === 15);
    expect(hourly.length).toBe(5);
  });

  it('gives the job of a worker that was killed to another', async () => {
    const victim = fork(
      new URL('../testing/stuck-worker.mjs', import.meta.url),
      [JSON.stringify({ queue, prefix: prefixOf(queue), ...address })],
      {
        stdio: 'inherit',
      },
    );
    whenFileEnds(async () => victim.kill('SIGKILL'));
    await queues.add(queue, [job('stuck')]);
    await eventually(async () => (await queues.counts(queue)).active === 1, 30_000);
    victim.kill('SIGKILL');
    const seen = await collecting();
    await eventually(() => seen.length === 1);
    await eventually(nothingLeft);
  }, 60_000);

  it('waits for running jobs when it is closed', async () => {
    const own = await queuesAt(address);
    let done = false;
    let begun = false;
    await own.process(
      queue,
      async () => {
        begun = true;
        await new Promise((resolve) => setTimeout(resolve, 300));
        done = true;
      },
      { concurrency: 1 },
    );
    await own.add(queue, [job('slow')]);
    await eventually(() => begun);
    await own.close();
    expect(done).toBe(true);
  });

  it('answers a ping', async () => {
    await expect(queues.ping()).resolves.toBeUndefined();
  });
});

const isRedis = (backend: QueueBackend): backend is 'redis' | 'redis-cluster' => backend !== 'postgres';

// without a Redis on the PATH there is none that could go away
if (queueBackends().some(isRedis)) {
  describe.each(queueBackends().filter(isRedis))('queues on a %s that goes away', (kind) => {
    it('do not hold up who adds, and go on when it is back', async () => {
      const redis = await TestRedis.start(kind);
      const queues = await queuesAt({ databaseUrl: '', redisUrl: redis.url }, { lockMs: 1_000, repairMs: 300 });
      const seen: string[] = [];
      await queues.process('q', async ({ id }) => void seen.push(id), { concurrency: 1 });
      await queues.add('q', [job('before')]);
      await eventually(() => seen.includes('before'));
      await redis.kill();
      await queues.add('q', [job('while')]);
      await redis.comeBack();
      await eventually(() => queues.ping().then(() => true));
      await queues.add('q', [job('after')]);
      await eventually(() => seen.includes('after'));
    }, 60_000);

    it('take jobs again from every queue, however often it went', async () => {
      const redis = await TestRedis.start(kind);
      const own = await queuesAt({ databaseUrl: '', redisUrl: redis.url }, { lockMs: 1_000, repairMs: 300 });
      const taken = new Map(['a', 'b', 'c'].map((name) => [name, 0]));
      for (const name of taken.keys()) {
        await own.process(name, async () => void taken.set(name, (taken.get(name) ?? 0) + 1), { concurrency: 1 });
        await own.schedule(name, 'tick', { everyMs: 200 });
      }
      const allGoOn = async (): Promise<void> => {
        const before = new Map(taken);
        await eventually(() => [...taken].every(([name, times]) => times > (before.get(name) ?? 0) + 1), 60_000);
      };
      await allGoOn();
      for (const _ of [1, 2]) {
        await redis.kill();
        await redis.comeBack();
        await allGoOn();
      }
    }, 180_000);

    it('can be closed while it is away', async () => {
      const redis = await TestRedis.start(kind);
      const queues = await queuesAt({ databaseUrl: '', redisUrl: redis.url });
      await queues.process('q', async () => undefined, { concurrency: 1 });
      await queues.add('q', [job('before')]);
      await redis.kill();
      await queues.close();
    }, 30_000);
  });
}
