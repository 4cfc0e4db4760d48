import { createRedisBackend, Queue, Worker } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import type { Logger } from '../logger.js';
import type { QueueStore, StoredJob } from './store.js';
import { within } from './within.js';

/** What the keys of a queue begin with. In braces, so that all of them fall into one hash slot of a Redis Cluster; other queues may fall to other nodes. */
export const prefixOf = (queue: string): string => `{wayfare:${queue}}`;

/**
 * A command that meets a node that is gone fails at once, and whoever gave it tries again: BullMQ's workers after a second, the reconciler what was added. ioredis itself would
 * put it aside until it has read the slots anew, and loses it for ever when the cluster goes away meanwhile: the worker that waits for it would never take a job again.
 */
const FAIL_AT_ONCE = { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 };

/** `redis://host:6379/0`, or several of them with commas between, which are then nodes of one Redis Cluster. */
const connect = (urls: string, options: { readonly maxRetriesPerRequest: number | null }, logger: Logger): Redis | Cluster => {
  const [first = '', ...others] = urls.split(',').map((url) => url.trim());
  const { username, password, protocol } = new URL(first);
  const connection =
    others.length === 0
      ? new Redis(first, options)
      : new Cluster([first, ...others], {
          ...FAIL_AT_ONCE,
          redisOptions: {
            ...options,
            ...(username ? { username } : {}),
            ...(password ? { password } : {}),
            ...(protocol === 'rediss:' ? { tls: {} } : {}),
          },
        });
  connection.on('error', (error) => logger.warn({ err: error }, 'Redis does not answer'));
  return connection;
};

/** BullMQ waits ten seconds for a job at most, and looks at a connection that has said nothing a second later. */
const LONGEST_WAIT_MS = 15_000;

/** What the work gives, or null when it takes longer than any wait should. */
const patiently = <T>(work: Promise<T>): Promise<T | null> => within(LONGEST_WAIT_MS, work, () => null);

/**
 * A worker's backend that does not wait for ever. While a whole Redis Cluster is away, its connection may lose the command by which a worker waits for the next job, or the
 * event by which it would learn that the connection was made anew; then it waits no longer, and the worker asks again. And where a worker is closed while it is about to wait
 * for a job, that very command has the connection to the cluster made anew, which then never ends: the worker is told at once that there is no job, and waits for no end.
 */
const patientBackend: typeof createRedisBackend = (...context) => {
  const backend = createRedisBackend(...context);
  const waitForJob = backend.waitForJob.bind(backend);
  const disconnectBlocking = backend.disconnectBlocking.bind(backend);
  const reconnectBlocking = backend.reconnectBlocking.bind(backend);
  let isCutOff = false;
  let cutOff = (): void => undefined;
  backend.waitForJob = (blockTimeout) =>
    new Promise((resolve, reject) => {
      cutOff = () => resolve(null);
      if (isCutOff) cutOff();
      else patiently(waitForJob(blockTimeout)).then(resolve, reject);
    });
  backend.disconnectBlocking = async () => {
    isCutOff = true;
    cutOff();
    await disconnectBlocking(false);
  };
  backend.reconnectBlocking = async () => {
    isCutOff = false;
    await patiently(reconnectBlocking());
  };
  return backend;
};

/**
 * BullMQ on Redis. Adding gives up soon when Redis is away (a request must not hang on a hint); workers wait for it as long as it takes.
 */
export const openRedisStore = (urls: string, logger: Logger): QueueStore => {
  const producer = connect(urls, { maxRetriesPerRequest: 1 }, logger);
  const consumer = connect(urls, { maxRetriesPerRequest: null }, logger);
  return {
    kind: 'redis',
    few: 0,
    believedMs: 0,
    queue: (name) => new Queue<StoredJob['data']>(name, { connection: producer, prefix: prefixOf(name), skipWaitingForReady: true }),
    worker: (name, handler, settings) =>
      new Worker(name, handler, { connection: consumer, prefix: prefixOf(name), ...settings }, patientBackend),
    ping: async () => {
      await producer.ping();
    },
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
};
