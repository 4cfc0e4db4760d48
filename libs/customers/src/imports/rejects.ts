import { pipeline, Readable } from 'node:stream';
import type { Sql } from '@wayfare/platform';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import { REJECT_REASONS, type ReasonLocale, type Reject } from './reasons.js';

/** More are counted but not kept: a file that is wrong from top to bottom needs no hundred thousand examples. */
export const MOST_REJECTS = 100_000;

const ADD = `
  INSERT INTO import_rejects (import_id, line, column_name, value, reason, raw)
  SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])`;

export const addRejects = async (tx: Sql, importId: string, rejects: readonly Reject[]): Promise<void> => {
  if (rejects.length === 0) return;
  await tx.query(ADD, [
    importId,
    rejects.map(({ line }) => line),
    rejects.map(({ column }) => column),
    rejects.map(({ value }) => value),
    rejects.map(({ reason }) => reason),
    rejects.map(({ raw }) => raw),
  ]);
};

interface LineRow {
  line: string;
  columns: string[];
  reasons: string[];
  raw: string;
}

const PORTION = 1000;
const READ = `
  SELECT line, array_agg(column_name ORDER BY column_name) AS columns, array_agg(reason ORDER BY column_name) AS reasons, min(raw) AS raw
  FROM import_rejects WHERE import_id = $1 AND line > $2 GROUP BY line ORDER BY line LIMIT ${PORTION}`;

const cellsSchema = z.array(z.string());
const isReason = (code: string): code is keyof typeof REJECT_REASONS => Object.hasOwn(REJECT_REASONS, code);
const wordsOf = (code: string, locale: ReasonLocale): string => (isReason(code) ? REJECT_REASONS[code][locale] : code);

async function* linesOf(sql: Sql, importId: string, width: number, locale: ReasonLocale): AsyncGenerator<string[]> {
  for (let after = '0'; ; ) {
    const rows = await sql.query<LineRow>(READ, [importId, after]);
    for (const { line, columns, reasons, raw } of rows) {
      const cells = cellsSchema.parse(JSON.parse(raw));
      const padded = Array.from({ length: width }, (_, at) => cells[at] ?? '');
      yield [...padded, line, columns.filter((name) => name !== '').join('; '), reasons.map((code) => wordsOf(code, locale)).join('; ')];
    }
    const last = rows.at(-1);
    if (rows.length < PORTION || !last) return;
    after = last.line;
  }
}

const HEADINGS: Readonly<Record<ReasonLocale, readonly string[]>> = { en: ['line', 'column', 'reason'], 'zh-CN': ['行号', '列', '原因'] };

/** Rejected rows as CSV: the columns of the file, then line, column and reason. Cells that a spreadsheet would take for a formula are disarmed. */
export const rejectsCsv = (sql: Sql, importId: string, columns: readonly string[], locale: ReasonLocale): Readable => {
  const header = [...columns, ...HEADINGS[locale]];
  const csv = stringify({ bom: true, escape_formulas: true });
  async function* all(): AsyncGenerator<string[]> {
    yield header;
    yield* linesOf(sql, importId, columns.length, locale);
  }
  pipeline(Readable.from(all()), csv, () => undefined);
  return csv;
};
