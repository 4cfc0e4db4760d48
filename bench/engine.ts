import path from 'node:path';
import { baseline } from './engine/baseline.js';
import { LeadingClock } from './engine/clock.js';
import { clearJourneys, fill } from './engine/customers.js';
import { floor } from './engine/floor.js';
import { journeyOf, STEPS, WAIT_MS } from './engine/journey.js';
import { Passage } from './engine/passage.js';
import { queueBytes } from './engine/queue-bytes.js';
import { layRules } from './engine/rules.js';
import { type Bench, runBench } from './harness.js';

const OPTIONS = { customers: 1_000_000, sample: 20_000, rules: false };
type EngineBench = Bench<typeof OPTIONS & { redis: boolean }>;

/** Takes everyone through the journey on two connections at a time; the waits are jumped over, and are not counted. */
const runEngine = async (bench: EngineBench, templateId: string) => {
  const { options, database, queues, timed, redisUrl } = bench;
  const clock = new LeadingClock();
  const people = options.customers;
  if (options.rules) await timed('rules', () => layRules(database, clock, people));
  const passage = await Passage.open(bench, clock);
  let id = '';
  const entering = await timed('enter, wait', async () => {
    id = await passage.launch('bench', journeyOf(templateId));
    await passage.until(id, people, 'wait');
  });
  await passage.atRest();
  const bytes = await queueBytes(database, redisUrl, queues);
  await passage.jump(WAIT_MS);
  const branching = await timed('branch, wait', () => passage.goOn(id, people, 'wait-a', 'wait-b'));
  await passage.jump(WAIT_MS);
  const sending = await timed('send', () => passage.goOn(id, people, 'end'));
  const live = await passage.journeys.live(id);
  if (live.exited !== people) throw new Error(`${live.exited} of ${people} came to the end`);
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
