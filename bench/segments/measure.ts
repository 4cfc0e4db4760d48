import { conditionToSql, Segments } from '@wayfare/audiences';
import { type Condition, ManualClock } from '@wayfare/kernel';
import type { Database } from '@wayfare/platform';
import { conditionsOf } from './conditions.js';

const ROUNDS = 5;
const BATCH = 200;
const BATCHES_WHILE_ASKING = 40;

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};
const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** $1 how many, $2 of how many customers, $3 now, $4 a number of its own */
const MORE_EVENTS = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at)
  SELECT 1 + floor(random() * $2::bigint)::bigint, 'more-' || $4::int || '-' || n, (ARRAY['purchase', 'page_view', 'search'])[1 + n % 3], $3, $3
  FROM generate_series(1, $1::int) n ON CONFLICT DO NOTHING`;

interface Measured {
  readonly database: Database;
  readonly customers: number;
  readonly now: Date;
  readonly list: string;
  /** Whether each count is compared with the correlated SQL that the engine runs; takes minutes. */
  readonly verify: boolean;
  say(line: string): void;
}

/**
 * Each question is asked once cold (by a process that has read no column yet), then some rounds warm, in turn with all others, through the class that the API calls; then once more while
 * events come in, batch after batch.
 */
export const measureQuestions = async ({ database, customers, now, list, verify, say }: Measured): Promise<Record<string, unknown>> => {
  const questions = conditionsOf(list);
  const clock = new ManualClock(now);
  const ask = async (from: Segments, condition: Condition): Promise<{ count: number; ms: number }> => {
    const began = performance.now();
    const { count } = await from.countSegment({ condition });
    return { count, ms: performance.now() - began };
  };
  const counts = new Map<string, number>();
  const cold: number[] = [];
  for (const { name, condition } of questions) {
    const { count, ms } = await ask(new Segments({ database, clock }), condition);
    counts.set(name, count);
    cold.push(ms);
    say(`${name}: ${count} people, cold ${rounded(ms)} ms`);
  }
  const segments = new Segments({ database, clock });
  const warm: { name: string; ms: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const { name, condition } of questions) {
      const { count, ms } = await ask(segments, condition);
      if (count !== counts.get(name)) throw new Error(`${name}: ${count}, and ${counts.get(name)} before`);
      if (round > 0) warm.push({ name, ms });
    }
  let wrong = 0;
  for (const { name, condition } of verify ? questions : []) {
    const began = performance.now();
    const { text, parameters } = conditionToSql(condition, { now, firstParameter: 1, customer: 'c' });
    const [row] = await database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM customers c WHERE c.erased_at IS NULL AND ${text}`,
      parameters,
    );
    say(`${name}: ${row?.count} people by correlated SQL, ${rounded(performance.now() - began)} ms`);
    if (row?.count !== counts.get(name)) wrong += 1;
  }
  const writing = (async () => {
    for (let batch = 0; batch < BATCHES_WHILE_ASKING; batch += 1) await database.query(MORE_EVENTS, [BATCH, customers, now, batch]);
  })();
  const amidst: number[] = [];
  for (const { condition } of questions) amidst.push((await ask(segments, condition)).ms);
  await writing;
  const times = warm.map(({ ms }) => ms);
  const slowest = warm.reduce((one, other) => (other.ms > one.ms ? other : one));
  return {
    questions: questions.length,
    ...(verify ? { wrong } : {}),
    p50Ms: rounded(quantile(times, 0.5)),
    p95Ms: rounded(quantile(times, 0.95)),
    worst: { name: slowest.name, ms: rounded(slowest.ms) },
    coldP50Ms: rounded(quantile(cold, 0.5)),
    coldP95Ms: rounded(quantile(cold, 0.95)),
    p95AmidstWritesMs: rounded(quantile(amidst, 0.95)),
    memoryMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
};
