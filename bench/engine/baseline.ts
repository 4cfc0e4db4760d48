import { type Database, findRedis, type JobHint, LocalRedis, type Logger, openQueues, type Queues } from '@wayfare/platform';
import { STEPS } from './journey.js';

/*
 * The baseline: one job for each customer and step, which reads the customer's state, writes the next and adds the next job. It is what is done
 * where each person is a job of their own.
 */
const TABLE = 'CREATE TABLE baseline_state (customer_id bigint PRIMARY KEY, step integer NOT NULL, updated_at timestamptz NOT NULL)';
const READ = `SELECT b.step, c.attributes FROM baseline_state b JOIN customers c ON c.id = b.customer_id WHERE b.customer_id = $1`;
const WRITE = 'UPDATE baseline_state SET step = $2, updated_at = $3 WHERE customer_id = $1';

const CONCURRENCY = 50;
const QUEUE = 'baseline';

const jobOf = (id: string, step: number): JobHint => ({ name: 'step', id: `${id}:${step}`, data: { id, step } });

const walk = async (database: Database, queues: Queues, customers: number): Promise<number> => {
  await database.query(TABLE);
  await database.query('INSERT INTO baseline_state SELECT id, 0, $2 FROM customers ORDER BY id LIMIT $1', [customers, new Date()]);
  const rows = await database.query<{ id: string }>('SELECT customer_id AS id FROM baseline_state');
  const began = performance.now();
  let left = rows.length;
  await queues.add(
    QUEUE,
    rows.map(({ id }) => jobOf(id, 1)),
  );
  await new Promise<void>((resolve, reject) => {
    const take = async ({ data }: JobHint): Promise<void> => {
      const [id, step] = [String(data.id), Number(data.step)];
      await database.query(READ, [id]);
      await database.query(WRITE, [id, step, new Date()]);
      if (step < STEPS) await queues.add(QUEUE, [jobOf(id, step + 1)]);
      else {
        left -= 1;
        if (left === 0) resolve();
      }
    };
    queues.process(QUEUE, take, { concurrency: CONCURRENCY }).catch(reject);
  });
  await database.query('DROP TABLE baseline_state');
  return (rows.length * STEPS) / ((performance.now() - began) / 1000);
};

/** Steps a second with a job for each customer and step, on Redis where one can be started. */
export const baseline = async (
  database: Database,
  databaseUrl: string,
  folder: string,
  logger: Logger,
  customers: number,
): Promise<{ stepsPerSecond: number; store: 'redis' | 'postgres' }> => {
  const redis = findRedis() ? await LocalRedis.start({ folder }) : undefined;
  const queues = await openQueues({ databaseUrl, redisUrl: redis?.url, logger });
  try {
    return { stepsPerSecond: await walk(database, queues, customers), store: redis ? 'redis' : 'postgres' };
  } finally {
    await queues.close();
    await redis?.stop();
  }
};
