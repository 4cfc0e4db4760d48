import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Customers } from '@wayfare/customers';
import { type DispatcherPort, Engine, EngineMetrics, engineHandler, Journeys } from '@wayfare/engine';
import { type Database, Metrics, QUEUE } from '@wayfare/platform';
import { baseline } from './engine/baseline.js';
import { LeadingClock } from './engine/clock.js';
import { clearJourneys, fill } from './engine/customers.js';
import { floor } from './engine/floor.js';
import { COHORT, journeyOf, STEPS, WAIT_MS } from './engine/journey.js';
import { queueBytes } from './engine/queue-bytes.js';
import { layRules } from './engine/rules.js';
import { type Bench, runBench } from './harness.js';

const OPTIONS = { customers: 1_000_000, sample: 20_000, rules: false };
type EngineBench = Bench<typeof OPTIONS & { redis: boolean }>;

/** The work ends at the outbox: nothing is handed over. */
const outbox: DispatcherPort = {
  request: async () => undefined,
  due: async () => [],
  recoverLeases: async () => undefined,
  cancelForEnrollments: async () => undefined,
  cancelForJourney: async () => undefined,
  recallFromJourney: async () => undefined,
};

const arrivals = async (database: Database, nodes: readonly string[]): Promise<number> => {
  const [row] = await database.query<{ people: number }>(
    `SELECT coalesce(sum(people), 0)::int AS people FROM moves WHERE to_node = ANY($1) OR reason = 'holdout'`,
    [nodes],
  );
  return row?.people ?? 0;
};

/** Takes everyone through the journey on two connections at a time; the waits are jumped over, and are not counted. */
const runEngine = async ({ options, database, queues, logger, timed, redisUrl }: EngineBench, templateId: string) => {
  const clock = new LeadingClock();
  const engine = new Engine({
    database,
    queues,
    clock,
    logger,
    cohortLimit: COHORT,
    dispatcher: outbox,
    customers: new Customers({ database, clock }),
    metrics: new EngineMetrics(new Metrics('bench')),
  });
  if (options.rules) await timed('rules', () => layRules(database, clock, options.customers));
  const journeys = new Journeys(engine);
  await queues.process(QUEUE.engine, engineHandler(engine), { concurrency: 2 });
  const { id } = await journeys.createJourney({ name: 'bench', graph: journeyOf(templateId) });
  const until = async (...nodes: string[]): Promise<void> => {
    while ((await arrivals(database, nodes)) < options.customers) await pause(20);
  };
  const entering = await timed('enter, wait', async () => {
    await journeys.launch(id);
    await until('wait');
  });
  // jobs are announced after the commit: once none is at work, all are there
  const atRest = async (): Promise<void> => {
    while ((await queues.counts(QUEUE.engine)).active > 0) await pause(20);
  };
  await atRest();
  const bytes = await queueBytes(database, redisUrl, queues);
  const goOn = async (...nodes: string[]): Promise<void> => {
    await engine.reconcile();
    await until(...nodes);
  };
  const jump = async (): Promise<void> => {
    await atRest();
    clock.jump(WAIT_MS);
    await queues.empty(QUEUE.engine);
  };
  await jump();
  const branching = await timed('branch, wait', () => goOn('wait-a', 'wait-b'));
  await jump();
  const sending = await timed('send', () => goOn('end'));
  const live = await journeys.live(id);
  if (live.exited !== options.customers) throw new Error(`${live.exited} of ${options.customers} came to the end`);
  return {
    seconds: entering.seconds + branching.seconds + sending.seconds,
    bytes,
    stages: [entering.seconds, branching.seconds, sending.seconds],
  };
};

await runBench('engine', OPTIONS, async (bench) => {
  const { options, database, databaseUrl, folder, logger, timed } = bench;
  const steps = options.customers * STEPS;
  const { value: templateId } = await timed('customers', () => fill(database, options.customers, new Date()));
  // once before and once after, on tables just as empty: the better of the two is the floor
  const runFloor = async (): Promise<number> => {
    const { seconds } = await timed('floor', () => floor(database, options.customers, new Date()));
    await clearJourneys(database);
    return seconds;
  };
  const before = await runFloor();
  const engine = await runEngine(bench, templateId);
  await clearJourneys(database);
  const floorSeconds = Math.min(before, await runFloor());
  const { value: base } = await timed('baseline', () =>
    baseline(database, databaseUrl, path.join(folder, 'baseline'), logger, options.sample),
  );
  return {
    customers: options.customers,
    steps,
    seconds: engine.seconds,
    stepsPerSecond: Math.round(steps / engine.seconds),
    baselineStepsPerSecond: Math.round(base.stepsPerSecond),
    baselineStore: base.store,
    ratioToBaseline: steps / engine.seconds / base.stepsPerSecond,
    floorSeconds,
    ratioToFloor: floorSeconds / engine.seconds,
    queueBytesPerWaitingCustomer: engine.bytes / options.customers,
  };
});
