import { createPostgresBackend, isPgPool, runMigrations, withBackend } from 'bullmq';
import pg from 'pg';
import type { Logger } from '../logger.js';
import type { QueueStore, StoredJob } from './store.js';
import { within } from './within.js';

const SCHEMA = 'bullmq';
/** Connections for commands, shared by all queues of a process; each worker holds one more, on which it listens. */
const COMMAND_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const GIVE_BACK_MS = 1_000;
/** What the log says of clients that were never given back. */
export const HUNG_UP = 'connections of the queues were not given back, and are hung up on';

const migrateQueues = async (pool: pg.Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
};

/** A pool waits for ever for a client that was never given back, as those of workers that were closed by force are not; these are hung up on. */
const endPool = async (pool: pg.Pool, clients: ReadonlySet<pg.PoolClient>, logger: Logger): Promise<void> => {
  const ended = pool.end().then(() => true);
  if (await within(GIVE_BACK_MS, ended, () => false)) return;
  logger.warn({ clients: clients.size }, HUNG_UP);
  for (const client of clients) client.release(true);
  await ended;
};

/**
 * BullMQ's own PostgreSQL backend, in the schema `bullmq` of the data's database. Its commits do not wait for the disk: the queues hold only
 * hints, so losing the last moment of them in a power cut loses nothing.
 */
export const openPostgresStore = async (url: string, logger: Logger): Promise<QueueStore> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: COMMAND_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'wayfare-queues',
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off -c jit=off`,
  });
  pool.setMaxListeners(0);
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  pool.on('error', (error) => logger.warn({ err: error }, 'a connection of the queues broke'));
  try {
    await migrateQueues(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const { Queue, Worker } = withBackend(createPostgresBackend);
  if (!isPgPool(pool)) throw new Error('BullMQ does not take the pool of this version of pg');
  const connection = pool;
  return {
    kind: 'postgres',
    // BullMQ's statement for many makes two temporary tables at each call, ten times the cost of a job by itself
    few: 4,
    believedMs: 1_000,
    queue: (name) => new Queue<StoredJob['data']>(name, { connection }),
    worker: (name, handler, settings) => {
      pool.options.max += 1;
      const worker = new Worker(name, handler, { connection, ...settings });
      worker.once('closed', () => {
        pool.options.max -= 1;
      });
      return worker;
    },
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => endPool(pool, clients, logger),
  };
};
