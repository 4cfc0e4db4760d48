import { setTimeout as pause } from 'node:timers/promises';
import { audience, branch, draw, exit, send } from '@wayfare/journey/testing';
import { loadConfig } from '@wayfare/platform';
import { buildServices, openCore } from '@wayfare/wiring';
import { bundleProgram, startProgram } from '../../tests/faults/program.js';
import type { Bench } from '../harness.js';

const ROUNDS = 2;
/** What the rounds before have left to be tidied up is tidied up before a round, and not in it. */
const TIDY = ['VACUUM (ANALYZE) enrollments', 'VACUUM (ANALYZE) messages', 'VACUUM (ANALYZE) moves', 'CHECKPOINT'];
const EXITED = 'SELECT coalesce(sum(people), 0)::int AS people FROM moves WHERE journey_id = $1 AND to_node IS NULL';

/**
 * How much faster two worker processes are than one, each as it is shipped and with one piece of work in hand at a time: a worker's work is done by
 * PostgreSQL, a core for each piece, so that one worker with its usual four would take all of a small machine for itself. Both do the same: a wave comes in, branches, and gets its mail written
 * to the outbox. Each round is run with one and with two; the best of each counts.
 */
export const speedUp = async (
  {
    database,
    databaseUrl,
    redisUrl,
    logger,
    timed,
  }: Pick<Bench<Record<string, never>>, 'database' | 'databaseUrl' | 'redisUrl' | 'logger' | 'timed'>,
  { wave, people, templateId }: { wave: number; people: number; templateId: string },
): Promise<number> => {
  const bundled = await bundleProgram('worker');
  const env = {
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    WAYFARE_SECRET: Buffer.alloc(32, 7).toString('base64'),
    WORKER_HEALTH_PORT: '0',
    WORKER_CONCURRENCY: '1',
    LOG_LEVEL: 'silent',
  };
  const core = await openCore(loadConfig(env), logger, 'bench');
  const { journeys } = buildServices(core, { mailbox: null });
  const graph = draw(
    {
      in: audience({ condition: { attribute: 'wave', is: 'eq', value: wave } }),
      branch: branch({ lyon: { attribute: 'city', is: 'eq', value: 'Lyon' } }),
      mail: send({ templateId }),
      end: exit(),
    },
    ['in -> branch', 'branch:lyon -> mail -> end', 'branch:else -> mail'],
  );
  const secondsWith = async (count: number): Promise<number> => {
    const workers = await Promise.all(Array.from({ length: count }, () => startProgram(bundled, env)));
    for (const statement of TIDY) await database.query(statement);
    const { id } = await journeys.createJourney({ name: `${count} workers`, graph });
    const { seconds } = await timed(`${count} workers`, async () => {
      await journeys.launch(id);
      for (let left = people; left > 0; await pause(50)) {
        const [row] = await database.query<{ people: number }>(EXITED, [id]);
        left = people - (row?.people ?? 0);
      }
    });
    for (const worker of workers) await worker.kill();
    return seconds;
  };
  const best: Record<number, number> = {};
  for (let round = 0; round < ROUNDS; round += 1)
    for (const count of [1, 2]) best[count] = Math.min(best[count] ?? Number.POSITIVE_INFINITY, await secondsWith(count));
  await core.close();
  return (best[1] ?? 0) / (best[2] ?? 1);
};
