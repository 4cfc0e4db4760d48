import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { Database } from './database.js';
import type { Logger } from './logger.js';
import { countShards } from './shards/names.js';

type Classes = MixedList<Function | EntitySchema>;

export interface OpenOptions {
  readonly url: string;
  /** Connections kept at most; 10 where absent. */
  readonly poolSize?: number;
  readonly entities?: Classes;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** Hears of connections that break while idle; without it they are only replaced. */
  readonly logger?: Logger;
}

/** After so long an attempt to connect that nobody answers is given up, and its place in the pool is free. Whoever waits is less patient, and by a fairer clock (`patiently`). */
const CONNECT_TIMEOUT_MS = 30_000;

/** Opens the pool and proves that the server answers. Planning a short statement by compiling it costs more than running it: `jit` is off. */
export const openDatabase = async (options: OpenOptions): Promise<Database> => {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: options.name ?? 'wayfare',
    entities: options.entities ?? [],
    installExtensions: false,
    extra: { options: '-c jit=off -c timezone=UTC -c default_transaction_isolation=read\\ committed' },
    poolErrorHandler: (error: unknown) => options.logger?.warn({ err: error }, 'an idle connection to PostgreSQL broke'),
  });
  await source.initialize();
  return new Database(source, await countShards(new Database(source)));
};
