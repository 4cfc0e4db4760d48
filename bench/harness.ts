import path from 'node:path';
import { parseArgs } from 'node:util';
import { MIGRATIONS } from '@wayfare/migrations';
import {
  type BullQueues,
  createLogger,
  type Database,
  LocalPostgres,
  LocalRedis,
  type Logger,
  migrate,
  ONE_MACHINE,
  openDatabase,
  openQueues,
} from '@wayfare/platform';

/** Options of a bench with their defaults: `{ customers: 100_000, redis: false, file: '' }` is `--customers 100000 --redis --file x`. */
export type Options = Readonly<Record<string, number | boolean | string>>;
type Given<O extends Options> = { -readonly [K in keyof O]: O[K] extends number ? number : O[K] extends boolean ? boolean : string };

export interface Bench<O extends Options> {
  readonly options: Given<O>;
  /** For files; gone after the run. */
  readonly folder: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly database: Database;
  readonly queues: BullQueues;
  readonly logger: Logger;
  /** Says what is going on, unless only JSON is wanted. */
  say(line: string): void;
  /** Runs one part and gives its result and how long it took, in seconds. */
  timed<T>(what: string, work: () => Promise<T>): Promise<{ value: T; seconds: number }>;
}

/** The options that a bench was called with. */
export const readOptions = <O extends Options>(defaults: O): { options: Given<O>; json: boolean } => {
  const known = Object.fromEntries(
    [...Object.entries(defaults), ['json', false] as const].map(([name, value]) => [
      name,
      { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { values } = parseArgs({ options: known, args: process.argv.slice(2) });
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => {
      const given = values[name] ?? value;
      if (typeof value !== 'number') return [name, given];
      const number = Number(String(given).replaceAll('_', ''));
      if (!Number.isFinite(number)) throw new Error(`--${name} takes a number, not ${String(given)}`);
      return [name, number];
    }),
  ) as Given<O>;
  return { options, json: values.json === true };
};

/**
 * Runs a bench on a PostgreSQL of its own with the settings of the product (every commit durable) and all migrations, and with `--redis` on a
 * Redis of its own. Prints what `work` returns as the last line, in JSON, with the bench's name and options.
 */
export const runBench = async <O extends Options>(
  name: string,
  defaults: O,
  work: (bench: Bench<O & { redis: boolean }>) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> => {
  const { options, json } = readOptions({ redis: false, ...defaults });
  const folder = process.env.WAYFARE_BENCH_FOLDER;
  if (!folder) throw new Error('Run it with `npm run bench`, which clears up after it.');
  const say = (line: string): void => void (json || process.stdout.write(`${line}\n`));
  const logger = createLogger({ level: 'warn', name: 'bench' });
  const postgres = await LocalPostgres.start({ folder: path.join(folder, 'postgres'), settings: ONE_MACHINE });
  const redis = options.redis ? await LocalRedis.start({ folder: path.join(folder, 'redis') }) : undefined;
  try {
    const databaseUrl = postgres.url('postgres');
    await migrate({ url: databaseUrl, migrations: MIGRATIONS });
    const database = await openDatabase({ url: databaseUrl, poolSize: 20, name: 'bench' });
    const queues = await openQueues({ databaseUrl, redisUrl: redis?.url, logger });
    const timed: Bench<O>['timed'] = async (what, part) => {
      const began = performance.now();
      const value = await part();
      const seconds = (performance.now() - began) / 1000;
      say(`${what}: ${seconds.toFixed(2)} s`);
      return { value, seconds };
    };
    const figures = await work({
      options,
      folder: path.join(folder, 'files'),
      databaseUrl,
      redisUrl: redis?.url,
      database,
      queues,
      logger,
      say,
      timed,
    });
    await queues.close();
    await database.close();
    process.stdout.write(`${JSON.stringify({ bench: name, options, ...figures })}\n`);
  } finally {
    await redis?.stop();
    await postgres.stop();
  }
};
