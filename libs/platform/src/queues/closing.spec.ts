import { eventually, testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import pg from 'pg';
import { createLogger } from '../logger.js';
import { BullQueues } from './bull-queues.js';
import { HUNG_UP, openPostgresStore } from './postgres-store.js';

const url = await testDatabaseUrl();
const log: string[] = [];
const logger = createLogger({ level: 'warn', name: 'test' }, { write: (line) => void log.push(line) });

const connected = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  whenFileEnds(() => client.end());
  return client;
};
/** Whether no queue is connected any more (the clients of this file have no name); who has just said good-bye is still there for a moment. */
const aloneWith = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name <> ''",
  );
  return rows[0]?.n === 0;
};
const open = async (): Promise<BullQueues> => new BullQueues(await openPostgresStore(url, logger), logger);
const noWork = async (): Promise<void> => undefined;

describe('queues on PostgreSQL that are closed', () => {
  it('let go of every connection, however soon after their workers were started', async () => {
    const watch = await connected();
    for (const ms of [0, 1, 3, 10, 40]) {
      const queues = await open();
      for (const name of ['a', 'b', 'c']) await queues.process(name, noWork, { concurrency: 1 });
      await queues.add('a', [{ name: 'work', id: 'one', data: {} }]);
      await new Promise((resolve) => setTimeout(resolve, ms));
      await queues.leave('b');
      await queues.close();
      await eventually(() => aloneWith(watch));
      expect(log.filter((line) => line.includes(HUNG_UP))).toEqual([]);
    }
  });

  // a worker asks the store for its version first, and takes out the connection on which it listens afterwards
  it('let go of a connection that a worker was about to take out when its queue was left', async () => {
    const queues = await open();
    const slow = await connected();
    await slow.query('BEGIN');
    await slow.query('LOCK TABLE bullmq.migration IN ACCESS EXCLUSIVE MODE');
    await queues.process('a', noWork, { concurrency: 1 });
    const left = queues.leave('a');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await slow.query('COMMIT');
    await left;
    await queues.add('b', [{ name: 'work', id: 'one', data: {} }]);
    await queues.close();
    await eventually(() => aloneWith(slow));
    expect(log.filter((line) => line.includes(HUNG_UP))).toEqual([]);
  });
});
