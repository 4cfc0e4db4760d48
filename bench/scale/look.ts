import { Customers, readCustomers } from '@wayfare/customers';
import { Recounting, Reports } from '@wayfare/reports';
import type { LeadingClock } from '../engine/clock.js';
import type { Passage } from '../engine/passage.js';
import type { Bench } from '../harness.js';

const LOOKS = 10;

const slowest = async (read: () => Promise<unknown>): Promise<number> => {
  let most = 0;
  for (let at = 0; at < LOOKS; at += 1) {
    const began = performance.now();
    await read();
    most = Math.max(most, performance.now() - began);
  }
  return Number(most.toFixed(1));
};

/** How long the canvas and the report keep somebody waiting: the slowest of ten looks each, and how long the report was counted behind them. */
export const look = async (
  { database, queues, logger, timed }: Pick<Bench<Record<string, never>>, 'database' | 'queues' | 'logger' | 'timed'>,
  passage: Passage,
  clock: LeadingClock,
  { journeyId, day }: { readonly journeyId: string; readonly day: string },
) => {
  const customers = new Customers({ database, clock });
  const people = { byIds: (ids: readonly string[]) => readCustomers(database, ids), customers: customers.customers.bind(customers) };
  const reports = new Reports({ database, clock, customers: people, keepsSlowCounts: true });
  // as a worker does it before anybody asks
  const recounting = new Recounting({ database, clock, queues, logger });
  const counting = await timed('report counted', () => recounting.run({ journeyId, day }));
  return {
    liveCountsMs: await slowest(() => passage.journeys.live(journeyId)),
    reportMs: await slowest(() => reports.report(journeyId, { day })),
    reportCountedInSeconds: Number(counting.seconds.toFixed(2)),
  };
};
