import type { Tx } from '@wayfare/platform';
import { noteAttributes } from '../profiles/write.js';
import { compileMapping } from './mapping/mapping.js';
import type { ImportProblem } from './problem.js';
import type { Job } from './records.js';
import { valueKindOf } from './values/json.js';

const FAIL =
  "UPDATE imports SET state = 'failed', error = $2, finished_at = $3 WHERE id = $1 AND state IN ('checking', 'queued', 'running')";
const FINISH = `
  UPDATE imports SET state = 'done', finished_at = $2 WHERE id = $1 AND state = 'running' RETURNING inserted + updated > 0 AS "hasRows"`;
/** Nobody reads the file of an import that has ended, nor asks who must be left out of it. */
export const DROP_FILE = `
  WITH erased AS (DELETE FROM import_erasures WHERE import_id = $1)
  DELETE FROM import_chunks WHERE import_id = $1`;

/** Ends an import with what was wrong; its counts say what had been applied. */
export const failImport = async (tx: Tx, id: string, problem: ImportProblem, now: Date): Promise<void> => {
  await tx.query(FAIL, [id, JSON.stringify({ code: problem.code, message: problem.message, values: problem.detail.values ?? {} }), now]);
  await tx.query(DROP_FILE, [id]);
};

/** Ends an import whose file has been applied to the end; the builders hear of its attributes. */
export const finishImport = async (tx: Tx, job: Job, now: Date): Promise<void> => {
  const [row] = await tx.query<{ hasRows: boolean }>(FINISH, [job.id, now]);
  if (!row) return;
  await tx.query(DROP_FILE, [job.id]);
  if (job.kind !== 'customers' || !row.hasRows) return;
  const attributes = compileMapping(job.kind, job.columns, job.mapping).filter(({ field }) => field === 'attributes');
  await noteAttributes(tx, new Map(attributes.map(({ name, kind }) => [name, valueKindOf(kind)])), 'import', now);
};
