import { ValueComputation } from '@wayfare/audiences';
import { Computations } from '@wayfare/customers';
import { addDuration, ManualClock } from '@wayfare/kernel';
import { runBench } from './harness.js';
import { cpuMeter } from './latency/cpu.js';
import { fillValueBench } from './value/fill.js';

const NOW = new Date('2027-03-30T19:30:00.000Z');
const OPEN = `SELECT id FROM computation_runs WHERE state IN ('queued', 'running') ORDER BY id`;
/** $1 of how many customers, $2 how many of them buy, $3 now */
const BUY = `
  INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, channel)
  SELECT 1 + (n * 7919) % $1::bigint, 'day-' || n, $3::timestamptz, 4200, 'CNY', 'web' FROM generate_series(1, $2::bigint) n`;

/**
 * The processor's time of PostgreSQL for working out what everybody is worth: the first run, the night after a day on which one customer in a hundred bought something, and, right after it, everybody anew, as every night was
 * before. The last of them has to find nothing to change.
 */
await runBench('value', { customers: 200_000, orders: 5 }, async ({ options, database, queues, logger, say, timed }) => {
  const { customers, orders } = options;
  const clock = new ManualClock(NOW);
  await timed('customers and orders', () => fillValueBench(database, { customers, orders, now: NOW }));
  const computations = new Computations({
    ...{ database, clock, queues, logger, events: { announce: async () => undefined } },
    all: [new ValueComputation()],
  });
  const cpu = await cpuMeter(database, {});
  const settle = async (what: string): Promise<{ cpuMs: number; changed: number }> => {
    const before = cpu()?.postgres ?? Number.NaN;
    let changed = 0;
    for (const { id } of await database.query<{ id: string }>(OPEN)) await computations.run(id);
    const { done } = await computations.latest('value');
    changed = Number(done?.changed ?? 0);
    const cpuMs = Math.round((cpu()?.postgres ?? Number.NaN) - before);
    say(`${what}: ${cpuMs} ms of processor, ${changed} people changed, ${done?.stepsTotal} steps`);
    return { cpuMs, changed };
  };
  await computations.reconcile();
  const first = await settle('everybody for the first time');
  await database.query(BUY, [customers, Math.round(customers / 100), clock.now()]);
  await computations.reconcile();
  const touched = await settle('who bought by day');
  await database.query('VACUUM (ANALYZE) customers, customer_values, value_marks');
  clock.moveTo(addDuration(NOW, 'P1D', 1));
  await computations.reconcile();
  const night = await settle('the night');
  await computations.ask('value', 'all', 'person');
  const whole = await settle('everybody anew');
  if (whole.changed > 0) throw new Error(`${whole.changed} people were not worked out rightly by the night`);
  return {
    firstCpuMs: first.cpuMs,
    touchedCpuMs: touched.cpuMs,
    nightCpuMs: night.cpuMs,
    nightChanged: night.changed,
    wholeCpuMs: whole.cpuMs,
    ratioToWhole: Number((night.cpuMs / whole.cpuMs).toFixed(3)),
  };
});
