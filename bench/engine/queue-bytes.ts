import { type BullQueues, type Database, QUEUE } from '@wayfare/platform';
import { Redis } from 'ioredis';

const IN_POSTGRES = `
  SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'bullmq' AND c.relkind = 'r'`;

const inRedis = async (url: string): Promise<number> => {
  const redis = new Redis(url);
  let bytes = 0;
  for await (const keys of redis.scanStream({ count: 1000 })) {
    for (const key of keys) bytes += (await redis.memory('USAGE', key)) ?? 0;
  }
  redis.disconnect();
  return bytes;
};

/** What the queues take up, everything counted, while the waiting cohorts have their jobs in them. */
export const queueBytes = async (database: Database, redisUrl: string | undefined, queues: BullQueues): Promise<number> => {
  const { delayed } = await queues.counts(QUEUE.engine);
  if (delayed === 0) throw new Error('no cohort has a job that waits: there is nothing to measure');
  if (redisUrl) return inRedis(redisUrl);
  const [row] = await database.query<{ bytes: number }>(IN_POSTGRES);
  return row?.bytes ?? 0;
};
