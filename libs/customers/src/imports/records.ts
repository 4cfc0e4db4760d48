import { type Import, type ImportKind, type ImportOptions, importFileSchema, importOptionsSchema, importSchema } from '@wayfare/contracts';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { z } from 'zod';

interface ImportRow {
  id: string;
  kind: ImportKind;
  state: Import['state'];
  fileName: string;
  fileBytes: string;
  facts: unknown;
  mapping: Record<string, string>;
  options: unknown;
  total: string;
  inserted: string;
  updated: string;
  rejected: string;
  skipped: string;
  report: unknown;
  error: unknown;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export const IMPORT_COLUMNS = `
  id, kind, state, file_name AS "fileName", file_bytes AS "fileBytes", facts, mapping, options, total, inserted, updated, rejected, skipped, report, error,
  created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

/** What is kept of how a file was read; imports of before it was kept have none. */
const factsSchema = z.object({ file: importFileSchema.nullable().default(null), rows: z.int().nullable().default(null) });

const toImport = ({ facts, options, report, error, ...row }: ImportRow): Import => ({
  ...row,
  ...factsSchema.parse(facts),
  options: importOptionsSchema.parse(options),
  check: importSchema.shape.check.parse(report),
  error: importSchema.shape.error.parse(error),
  fileBytes: Number(row.fileBytes),
  total: Number(row.total),
  inserted: Number(row.inserted),
  updated: Number(row.updated),
  rejected: Number(row.rejected),
  skipped: Number(row.skipped),
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** Sends a statement that gives imports, and reads them. */
export const queryImports = async (sql: Sql, text: string, parameters: readonly unknown[]): Promise<Import[]> =>
  (await sql.query<ImportRow>(text, parameters)).map(toImport);

/** @throws AppError `not_found` */
export const readImport = async (sql: Sql, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Import> => {
  const [found] = await queryImports(sql, `SELECT ${IMPORT_COLUMNS} FROM imports WHERE id = $1 ${lock}`, [id]);
  if (!found) throw notFound('import', id);
  return found;
};

const structureSchema = z.object({
  delimiter: z.string().length(1),
  isPlain: z.boolean(),
  hasNul: z.boolean(),
  strayQuotes: z.array(z.int()),
  // what follows is absent where an earlier release took the file in
  headerLine: z.int().default(1),
  countsRows: z.boolean().default(false),
  hasErrors: z.boolean().default(false),
});

/** What a worker needs to know of an import in order to read its file. */
export interface Job {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly columns: readonly string[];
  readonly appliedLine: number;
  readonly structure: z.infer<typeof structureSchema>;
  readonly options: ImportOptions;
  /** The feed that it is a part of. */
  readonly feedId: string | null;
}

interface JobRow extends Omit<Job, 'appliedLine' | 'structure' | 'options'> {
  appliedLine: string;
  structure: unknown;
  options: unknown;
}

const JOB_COLUMNS = `
  id, kind, file_name AS "fileName", mapping, consent, columns, applied_line AS "appliedLine", structure, options, origin->>'feedId' AS "feedId"`;
const CLAIM = `
  UPDATE imports SET state = 'running', started_at = coalesce(started_at, $2) WHERE id = $1 AND state IN ('queued', 'running') RETURNING ${JOB_COLUMNS}`;

const CHECKED = `SELECT ${JOB_COLUMNS} FROM imports WHERE id = $1 AND state = 'checking'`;

/** Takes an import that has not ended on; `null` where it has. */
export const claimJob = async (sql: Sql, id: string, now: Date): Promise<Job | null> => jobOf(await sql.query<JobRow>(CLAIM, [id, now]));

/** An import that is to be checked; `null` where it no longer is. */
export const claimCheck = async (sql: Sql, id: string): Promise<Job | null> => jobOf(await sql.query<JobRow>(CHECKED, [id]));

const jobOf = ([row]: readonly JobRow[]): Job | null => {
  if (!row) return null;
  const { appliedLine, structure, options, ...job } = row;
  return {
    ...job,
    appliedLine: Number(appliedLine),
    structure: structureSchema.parse(structure),
    options: importOptionsSchema.parse(options),
  };
};

const REMEMBERED = `
  SELECT ${IMPORT_COLUMNS} FROM imports
  WHERE kind = $1 AND columns = $2 AND state = 'done' AND inserted + updated > 0 AND origin IS NULL ORDER BY id DESC LIMIT 1`;

/** The last file of a kind with the same columns that somebody brought to its end: what they said of it then holds for the next one. */
export const findRemembered = async (sql: Sql, kind: ImportKind, columns: readonly string[]): Promise<Import | null> => {
  const [found] = await queryImports(sql, REMEMBERED, [kind, columns]);
  return found ?? null;
};
