// A worker that takes a job and never ends it, to be killed: the first argument is `{ queue, prefix, databaseUrl, redisUrl? }`.
import { createPostgresBackend, Worker } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import pg from 'pg';

const { queue, prefix, databaseUrl, redisUrl } = JSON.parse(process.argv[2]);
const never = () => new Promise(() => setInterval(() => undefined, 60_000));
const options = { lockDuration: 1_000, stalledInterval: 500, maxStalledCount: 10 };

if (redisUrl) {
  const worker = new Worker(queue, never, {
    ...options,
    prefix,
    connection: redisUrl.includes(',')
      ? new Cluster(redisUrl.split(','), { redisOptions: { maxRetriesPerRequest: null } })
      : new Redis(redisUrl, { maxRetriesPerRequest: null }),
  });
  worker.on('error', console.error);
} else {
  const connection = new pg.Pool({ connectionString: databaseUrl, options: '-c search_path=bullmq' });
  const worker = new Worker(queue, never, { ...options, connection }, createPostgresBackend);
  worker.on('error', console.error);
}
