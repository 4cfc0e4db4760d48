import { Queue, Worker } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import type { Logger } from '../logger.js';
import type { QueueStore, StoredJob } from './store.js';

/** What the keys of a queue begin with. In braces, so that all of them fall into one hash slot of a Redis Cluster; other queues may fall to other nodes. */
export const prefixOf = (queue: string): string => `{wayfare:${queue}}`;

/** `redis://host:6379/0`, or several of them with commas between, which are then nodes of one Redis Cluster. */
const connect = (urls: string, options: { readonly maxRetriesPerRequest: number | null }, logger: Logger): Redis | Cluster => {
  const [first = '', ...others] = urls.split(',').map((url) => url.trim());
  const { username, password, protocol } = new URL(first);
  const connection =
    others.length === 0
      ? new Redis(first, options)
      : new Cluster([first, ...others], {
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

/**
 * BullMQ on Redis. Adding gives up soon when Redis is away (a request must not hang on a hint); workers wait for it as long as it takes.
 */
export const openRedisStore = (urls: string, logger: Logger): QueueStore => {
  const producer = connect(urls, { maxRetriesPerRequest: 1 }, logger);
  const consumer = connect(urls, { maxRetriesPerRequest: null }, logger);
  return {
    kind: 'redis',
    queue: (name) => new Queue<StoredJob['data']>(name, { connection: producer, prefix: prefixOf(name), skipWaitingForReady: true }),
    worker: (name, handler, settings) => new Worker(name, handler, { connection: consumer, prefix: prefixOf(name), ...settings }),
    ping: async () => {
      await producer.ping();
    },
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
};
