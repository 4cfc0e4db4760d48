import { type Import, type ImportKind, importFileSchema, importOptionsSchema, importSchema } from '@wayfare/contracts';
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
  error: unknown;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export const IMPORT_COLUMNS = `
  id, kind, state, file_name AS "fileName", file_bytes AS "fileBytes", facts, mapping, options, total, inserted, updated, rejected, error,
  created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

/** What is kept of how a file was read; imports of before it was kept have none. */
const factsSchema = z.object({ file: importFileSchema.nullable().default(null), rows: z.int().nullable().default(null) });

const toImport = ({ facts, options, error, ...row }: ImportRow): Import => ({
  ...row,
  ...factsSchema.parse(facts),
  options: importOptionsSchema.parse(options),
  error: importSchema.shape.error.parse(error),
  fileBytes: Number(row.fileBytes),
  total: Number(row.total),
  inserted: Number(row.inserted),
  updated: Number(row.updated),
  rejected: Number(row.rejected),
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
  readonly mapping: Readonly<Record<string, string>>;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly columns: readonly string[];
  readonly appliedLine: number;
  readonly structure: z.infer<typeof structureSchema>;
}

interface JobRow extends Omit<Job, 'appliedLine' | 'structure'> {
  appliedLine: string;
  structure: unknown;
}

const JOB_COLUMNS = 'id, kind, mapping, consent, columns, applied_line AS "appliedLine", structure';
const CLAIM = `
  UPDATE imports SET state = 'running', started_at = coalesce(started_at, $2) WHERE id = $1 AND state IN ('queued', 'running') RETURNING ${JOB_COLUMNS}`;

/** Takes an import that has not ended on; `null` where it has. */
export const claimJob = async (sql: Sql, id: string, now: Date): Promise<Job | null> => {
  const [row] = await sql.query<JobRow>(CLAIM, [id, now]);
  return row ? { ...row, appliedLine: Number(row.appliedLine), structure: structureSchema.parse(row.structure) } : null;
};
