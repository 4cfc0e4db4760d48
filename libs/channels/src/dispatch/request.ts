import { dispatchQueue, JOB, jobId, type Queues, type Sql } from '@wayfare/platform';
import { slotWidths } from './slots.js';

const WIDTHS = `
  SELECT id, coalesce((settings->>'connections')::integer, (settings->>'concurrency')::integer, 1) AS width
  FROM connectors WHERE id = ANY($1::bigint[]) AND NOT paused`;

/** Adds the jobs of these connectors' slots, after the commit of what they are to send. A job that is there already is not added twice. */
export const requestDispatch = async (sql: Sql, queues: Pick<Queues, 'add'>, connectorIds: readonly string[]): Promise<void> => {
  if (connectorIds.length === 0) return;
  const rows = await sql.query<{ id: string; width: number }>(WIDTHS, [[...new Set(connectorIds)]]);
  for (const { id, width } of rows) {
    const jobs = slotWidths(width).map((_, slot) => ({
      name: JOB.dispatch,
      id: jobId.dispatch(id, slot),
      data: { connectorId: id, slot },
    }));
    await queues.add(dispatchQueue(id), jobs);
  }
};
