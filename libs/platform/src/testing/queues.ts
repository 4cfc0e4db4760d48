import { findRedis } from '../local/redis.js';
import { createLogger } from '../logger.js';
import type { BullQueues, BullSettings } from '../queues/bull-queues.js';
import { openQueues } from '../queues/open-queues.js';
import { testDatabaseUrl } from './database.js';
import { whenFileEnds } from './dispose.js';
import { TestRedis } from './redis.js';

export type QueueBackend = 'postgres' | 'redis' | 'redis-cluster';

/**
 * The stores that the queue suites run on: `describe.each(queueBackends())`. Without a Redis on the PATH that is PostgreSQL alone, which is
 * said; where `CI` is set it is still all of them, so that the missing Redis fails.
 */
export const queueBackends = (): readonly QueueBackend[] => {
  if (findRedis() || process.env.CI) return ['postgres', 'redis', 'redis-cluster'];
  process.stderr.write('no redis-server or valkey-server on the PATH: the queues are tested on PostgreSQL only\n');
  return ['postgres'];
};

/** Where queues of a kind live, in a store of this test file's own. */
export const queueAddress = async (backend: QueueBackend): Promise<{ databaseUrl: string; redisUrl?: string }> =>
  backend === 'postgres' ? { databaseUrl: await testDatabaseUrl() } : { databaseUrl: '', redisUrl: (await TestRedis.start(backend)).url };

/** Opens the queues at addresses that are known already, for instance a second process on the same store. */
export const queuesAt = async (
  address: { databaseUrl: string; redisUrl?: string },
  settings: Partial<BullSettings> = {},
): Promise<BullQueues> => {
  const queues = await openQueues({ ...address, logger: createLogger({ level: 'silent', name: 'test' }), settings });
  whenFileEnds(() => queues.close());
  return queues;
};

/** Queues of this test file's own. */
export const testQueues = async (backend: QueueBackend = 'postgres', settings: Partial<BullSettings> = {}): Promise<BullQueues> =>
  queuesAt(await queueAddress(backend), settings);
