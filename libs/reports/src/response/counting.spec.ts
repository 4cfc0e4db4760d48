import type { Report } from '@wayfare/contracts';
import { Customers, readCustomers } from '@wayfare/customers';
import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, exit, send } from '@wayfare/journey/testing';
import { createLogger, type JobHint } from '@wayfare/platform';
import { Reports } from '../reports.js';
import { Recounting } from './recounting.js';

const DAY = '2027-03-01';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const world = await engineWorld();
const { database } = world;
/** As the product's own clock is: nobody moves it but time. */
const clock = { isVirtual: false, now: () => world.clock.now(), sync: async () => undefined };
const customers = new Customers({ database, clock });
const reports = new Reports({
  database,
  clock,
  keepsSlowCounts: true,
  customers: { byIds: (ids) => readCustomers(database, ids), customers: customers.customers.bind(customers) },
});
let jobs: JobHint[] = [];
const queues = {
  add: async (_queue: string, added: readonly JobHint[]) => {
    jobs.push(...added);
  },
};
const recounting = new Recounting({ database, clock, queues, logger: createLogger({ level: 'silent', name: 'test' }) });

/** What a worker would be told to count now. */
const due = async (): Promise<readonly string[]> => {
  jobs = [];
  await recounting.reconcile();
  return jobs.map(({ id }) => id);
};
const later = (ms: number): void => world.clock.moveTo(new Date(clock.now().getTime() + ms));
/** As if counting had taken so long. */
const took = (ms: number): Promise<unknown> => database.query('UPDATE report_counts SET took_ms = $1', [ms]);
const large = (journeyId: string, messages: number): Promise<unknown> =>
  database.query(
    `INSERT INTO message_totals (journey_id, version_id, node_id, state, messages) SELECT $1, version_id, 'old', 'sent', $2 FROM journeys WHERE id = $1`,
    [journeyId, messages],
  );
const bounceOne = (journeyId: string): Promise<unknown> =>
  database.query(
    `UPDATE messages SET state = 'bounced' WHERE journey_id = $1 AND customer_id = (SELECT min(customer_id) FROM messages WHERE journey_id = $1 AND state = 'sent')`,
    [journeyId],
  );

describe('the report of a large journey', () => {
  let journeyId: string;
  const report = (): Promise<Report> => reports.report(journeyId, { day: DAY });

  beforeAll(async () => {
    await world.people({}, {}, {}, {});
    // all -> mail -> end
    journeyId = await world.launch(
      draw({ all: audience(), mail: send({ templateId: world.workspace.mail }), end: exit() }, ['all -> mail -> end']),
    );
  });

  it('is counted by a worker before anybody asks, and one of a small journey is not', async () => {
    expect(await due()).toEqual([]);
    await large(journeyId, 100_000);
    expect(await due()).toEqual([`count:${journeyId}:${DAY}`]);
    await recounting.run({ journeyId, day: DAY });
    expect(await due()).toEqual([]);
  });

  it('is shown as it was last counted, with the instant, while a quick one is counted at each look', async () => {
    const countedAt = clock.now().toISOString();
    later(MINUTE_MS);
    await bounceOne(journeyId);
    expect(await report()).toMatchObject({ sent: 4, delivered: 3, countedAt: clock.now().toISOString() });
    await took(12_000);
    expect(await report()).toMatchObject({ sent: 4, delivered: 4, countedAt });
  });

  it('is counted anew after a change, twenty times as long after as it took where somebody looks', async () => {
    expect(await due()).toEqual([]);
    later(2 * MINUTE_MS);
    expect(await due()).toEqual([]);
    later(MINUTE_MS + 1);
    expect(await due()).toEqual([`count:${journeyId}:${DAY}`]);
    await recounting.run({ journeyId, day: DAY });
    await took(12_000);
    expect(await report()).toMatchObject({ delivered: 3, countedAt: clock.now().toISOString() });
    later(60 * MINUTE_MS);
    expect(await due()).toEqual([]);
  });

  it('is counted every ten minutes where nobody looks, and no more when its day is old', async () => {
    await bounceOne(journeyId);
    expect(await due()).toEqual([`count:${journeyId}:${DAY}`]);
    await recounting.run({ journeyId, day: DAY });
    await took(12_000);
    await bounceOne(journeyId);
    later(9 * MINUTE_MS);
    expect(await due()).toEqual([]);
    later(2 * DAY_MS);
    expect(await due()).toEqual([]);
    expect(await report()).toMatchObject({ delivered: 2 });
    expect(await due()).toEqual([`count:${journeyId}:${DAY}`]);
    await recounting.run({ journeyId, day: DAY });
    await took(12_000);
    expect(await report()).toMatchObject({ delivered: 1 });
  });

  it('is counted while its reader waits where no worker has', async () => {
    await database.query('DELETE FROM report_counts');
    expect(await report()).toMatchObject({ delivered: 1 });
  });

  it('is counted by one of several workers at a time', async () => {
    await Promise.all([1, 2, 3].map(() => recounting.run({ journeyId, day: DAY })));
    expect(await database.query('SELECT day FROM report_counts')).toHaveLength(1);
  });
});

it('is never kept where the clock is moved by hand', async () => {
  jobs = [];
  await new Recounting({ database, clock: world.clock, queues, logger: createLogger({ level: 'silent', name: 'test' }) }).reconcile();
  expect(jobs).toEqual([]);
});
