import type { Tx } from '@wayfare/platform';
import { KnownCustomers } from '../../identity/known.js';
import { recognise } from '../../identity/recognise.js';
import { ImportProblem } from '../problem.js';
import type { Reject } from '../reasons.js';
import type { Job } from '../records.js';
import type { KeyRow } from '../rows/key-row.js';
import { RowProblems } from '../rows/row-reader.js';
import type { Applied } from './customers.js';

const MAKE =
  'INSERT INTO lists (name, origin, created_by, created_at) SELECT $1, $2, created_by, $3 FROM imports WHERE id = $4 RETURNING id';
const NAME = "UPDATE imports SET options = jsonb_set(options, '{list}', $2) WHERE id = $1";
const READ = "SELECT options->'list' AS list FROM imports WHERE id = $1";
const EXISTS = 'SELECT 1 FROM lists WHERE id = $1 FOR KEY SHARE';
const ADD = `
  INSERT INTO list_members (list_id, customer_id, added_at, source)
  SELECT $1, c.id, $2, 'import:' || $4::text FROM customers c WHERE c.erased_at IS NULL AND c.id = ANY ($3::bigint[]) ORDER BY c.id
  ON CONFLICT DO NOTHING RETURNING 1`;

export interface AppliedKeys extends Applied {
  /** Rows whose keys nobody has. */
  readonly unknown: number;
  readonly rejects: readonly Reject[];
}

/** The list that the file becomes; made with its first rows, so that a file that is never applied leaves none behind. */
const listOf = async (tx: Tx, importId: string, fallbackName: string, now: Date): Promise<string> => {
  const [row] = await tx.query<{ list: { id?: string; name?: string } | null }>(READ, [importId]);
  const known = row?.list?.id;
  if (known !== undefined) {
    const [found] = await tx.query(EXISTS, [known]);
    if (!found) throw new ImportProblem('list_gone', 'The list is no longer there.');
    return known;
  }
  const [made] = await tx.query<{ id: string }>(MAKE, [
    row?.list?.name ?? fallbackName,
    JSON.stringify({ import: importId }),
    now,
    importId,
  ]);
  if (!made) throw new Error('the list was not inserted');
  await tx.query(NAME, [importId, JSON.stringify({ id: made.id })]);
  return made.id;
};

/** Puts the customers of a chunk on the list of its import. Who is on it already counts as updated. */
export const applyKeys = async (tx: Tx, job: Job, rows: readonly KeyRow[], now: Date): Promise<AppliedKeys> => {
  const listId = await listOf(tx, job.id, job.fileName.replace(/\.[^.]*$/, ''), now);
  const keys = rows.map(({ customer }) => customer);
  const found =
    job.options.unknown === 'make' ? (await recognise(tx, keys, { source: 'import', now })).customers : await findOnly(tx, keys);
  const ids = [...new Set(found.filter((id) => id !== null))];
  const added = await tx.query(ADD, [listId, now, ids, job.id]);
  const strangers = rows.filter((_, at) => found[at] === null);
  const rejects = strangers.flatMap(({ record }) => {
    const problems = new RowProblems(record, job.columns.length);
    problems.add('', '', 'unknown_customer');
    return problems.rejects;
  });
  return { inserted: added.length, updated: rows.length - strangers.length - added.length, unknown: strangers.length, rejects };
};

const findOnly = async (tx: Tx, keys: readonly KeyRow['customer'][]): Promise<(string | null)[]> => {
  const people = keys.map(({ externalId, emailKey, phone, others }) => ({
    externalId,
    others,
    emailKeys: emailKey === null ? [] : [emailKey],
    phones: phone === null ? [] : [phone],
  }));
  const known = await KnownCustomers.find(tx, people);
  return people.map((person) => known.customerOf(person)?.id ?? null);
};
