import { MIGRATIONS, SHARDED_TABLES } from '@wayfare/migrations';
import {
  type ClockPort,
  type Config,
  type Database,
  type Logger,
  Metrics,
  migrate,
  openDatabase,
  openQueues,
  type Queues,
  RealClock,
  SecretsBox,
  SharedVirtualClock,
} from '@wayfare/platform';

/** What every process of Wayfare opens before it does anything. */
export interface Core {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly queues: Queues;
  /** The product's clock, which may be virtual. */
  readonly clock: ClockPort;
  /** The machine's clock. */
  readonly wall: ClockPort;
  readonly metrics: Metrics;
  readonly secrets: SecretsBox;
  /** Waits for running jobs, then lets go of every connection. */
  close(): Promise<void>;
}

/**
 * Brings the database up to date and opens everything.
 * @param program `api`, `worker`: what metrics and the database's list of connections call this process
 */
export const openCore = async (config: Config, logger: Logger, program: string): Promise<Core> => {
  await migrate({ url: config.databaseUrl, migrations: MIGRATIONS, logger, sharded: SHARDED_TABLES, shards: config.shards });
  const database = await openDatabase({ url: config.databaseUrl, poolSize: config.databasePool, name: `wayfare-${program}`, logger });
  try {
    const queues = await openQueues({ databaseUrl: config.databaseUrl, redisUrl: config.redisUrl, logger });
    const wall = new RealClock();
    const clock = config.clock === 'virtual' ? await SharedVirtualClock.open(database, wall.now()) : wall;
    const close = async (): Promise<void> => {
      await queues.close();
      await database.close();
    };
    const secrets = new SecretsBox(config.secretKey);
    return { config, logger, database, queues, clock, wall, metrics: new Metrics(program), secrets, close };
  } catch (error) {
    await database.close();
    throw error;
  }
};
