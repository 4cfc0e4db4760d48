import type { Logger } from '../logger.js';
import { BullQueues, type BullSettings } from './bull-queues.js';
import { openPostgresStore } from './postgres-store.js';
import { openRedisStore } from './redis-store.js';

export interface QueuesOptions {
  /** Where the queues live when there is no Redis. */
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly logger: Logger;
  readonly settings?: Partial<BullSettings>;
}

/** Opens the queues on Redis where its address is given, else on PostgreSQL. */
export const openQueues = async ({ databaseUrl, redisUrl, logger, settings }: QueuesOptions): Promise<BullQueues> =>
  new BullQueues(redisUrl ? openRedisStore(redisUrl, logger) : await openPostgresStore(databaseUrl, logger), logger, settings);
