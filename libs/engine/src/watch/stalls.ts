import type { Stall } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { readChecks } from './checks.js';
import { STALLED_MESSAGES, STALLED_PEOPLE } from './stalls.sql.js';

/** What should move and has not for this long is stalled. */
const STALLED_AFTER_MS = 10 * 60_000;

type Row = Omit<Stall, 'since' | 'retryAt' | 'why'> & {
  readonly since: Date;
  readonly retryAt: Date | null;
  readonly why: Stall['why'] | null;
};

/** What stands though its time has long come, the longest first, with the likeliest reason. What a paused journey keeps is no stall. */
export const readStalls = async (sql: Sql, now: Date): Promise<Stall[]> => {
  const before = new Date(now.getTime() - STALLED_AFTER_MS);
  const people = await sql.query<Row>(STALLED_PEOPLE, [before]);
  const messages = await sql.query<Row>(STALLED_MESSAGES, [before, now]);
  const rows = [...people, ...messages].sort((one, other) => one.since.getTime() - other.since.getTime());
  if (rows.length === 0) return [];
  const isWorking = (await readChecks(sql)).isWorking;
  return rows.map(({ since, retryAt, why, ...row }) => ({
    ...row,
    since: since.toISOString(),
    retryAt: retryAt?.toISOString() ?? null,
    why: why ?? (isWorking ? 'behind' : 'worker_gone'),
  }));
};
