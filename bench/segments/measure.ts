import { conditionToSql, Segments } from '@wayfare/audiences';
import { type Condition, ManualClock } from '@wayfare/kernel';
import type { Database } from '@wayfare/platform';
import { conditionsOf } from './conditions.js';

const ROUNDS = 5;
const BATCH = 200;
const BATCHES_WHILE_ASKING = 40;
const CONNECTIONS = 6;

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

/** What a question took: by the clock, and of this process's processor, which says the same where others share the machine. */
interface Taken {
  readonly name: string;
  readonly ms: number;
  readonly cpuMs: number;
}

/**
 * Each question is asked once cold, by a process that has just begun and reads each column for whoever needs it first; then some rounds warm, in turn with all others, through the class that the API calls; then once more
 * while events come in, batch after batch.
 */
export const measureQuestions = async ({ database, customers, now, list, verify, say }: Measured): Promise<Record<string, unknown>> => {
  const questions = conditionsOf(list);
  const clock = new ManualClock(now);
  const segments = new Segments({ database, clock });
  const ask = async (name: string, condition: Condition): Promise<Taken & { count: number }> => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const { count } = await segments.countSegment({ condition });
    const { user, system } = process.cpuUsage(cpu);
    return { name, count, ms: performance.now() - began, cpuMs: (user + system) / 1000 };
  };
  const counts = new Map<string, number>();
  const cold: Taken[] = [];
  for (const { name, condition } of questions) {
    const taken = await ask(name, condition);
    counts.set(name, taken.count);
    cold.push(taken);
    say(`${name}: ${taken.count} people, cold ${rounded(taken.ms)} ms, of them ${rounded(taken.cpuMs)} of processor`);
  }
  const warm: Taken[] = [];
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const { name, condition } of questions) {
      const taken = await ask(name, condition);
      if (taken.count !== counts.get(name)) throw new Error(`${name}: ${taken.count}, and ${counts.get(name)} before`);
      warm.push(taken);
    }
  for (const { name } of questions) {
    const own = warm.filter((taken) => taken.name === name);
    const median = (of: (taken: Taken) => number): number => rounded(quantile(own.map(of), 0.5));
    say(`${name}: warm ${median(({ ms }) => ms)} ms, of them ${median(({ cpuMs }) => cpuMs)} of processor`);
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
  // writers and counts need connections of their own, which are made before it is busy
  await Promise.all(Array.from({ length: CONNECTIONS }, () => database.query('SELECT pg_sleep(0.2)')));
  const writing = (async () => {
    for (let batch = 0; batch < BATCHES_WHILE_ASKING; batch += 1) await database.query(MORE_EVENTS, [BATCH, customers, now, batch]);
  })();
  const amidst: Taken[] = [];
  for (const { name, condition } of questions) amidst.push(await ask(name, condition));
  await writing;
  const times = warm.map(({ ms }) => ms);
  const slowest = warm.reduce((one, other) => (other.ms > one.ms ? other : one));
  return {
    questions: questions.length,
    ...(verify ? { wrong } : {}),
    p50Ms: rounded(quantile(times, 0.5)),
    p95Ms: rounded(quantile(times, 0.95)),
    cpuP95Ms: rounded(
      quantile(
        warm.map(({ cpuMs }) => cpuMs),
        0.95,
      ),
    ),
    worst: { name: slowest.name, ms: rounded(slowest.ms) },
    firstMs: rounded(cold[0]?.ms ?? Number.NaN),
    ...ofAll('cold', cold),
    ...ofAll('amidstWrites', amidst),
    memoryMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
};

const ofAll = (what: string, taken: readonly Taken[]): Record<string, number> => {
  const times = taken.map(({ ms }) => ms);
  return { [`${what}P50Ms`]: rounded(quantile(times, 0.5)), [`${what}P95Ms`]: rounded(quantile(times, 0.95)) };
};
