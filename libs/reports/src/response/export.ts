import { Readable } from 'node:stream';
import { type Database, readSettings } from '@wayfare/platform';
import { stringify } from 'csv-stringify';
import { ask } from '../bind.js';
import { subjectOf } from '../subject.js';
import { exportSql } from './export.sql.js';
import { askedOf, questionOf } from './question.js';

const CHUNK = 5_000;

interface ExportRow {
  readonly customerId: string;
  readonly entryNo: number;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly at: Date;
  readonly fate: string;
  readonly reason: string | null;
  readonly delivered: boolean;
  readonly opened: boolean;
  readonly clicked: boolean;
  readonly responded: boolean;
  readonly converted: boolean;
  readonly value: string;
  readonly arms: string | null;
}

const lineOf = (row: ExportRow) => ({
  customer: row.customerId,
  externalId: row.externalId,
  email: row.email,
  decidedAt: row.at.toISOString(),
  result: row.fate,
  reason: row.reason,
  arm: row.arms,
  delivered: Number(row.delivered),
  opened: Number(row.opened),
  clicked: Number(row.clicked),
  responded: Number(row.responded),
  converted: Number(row.converted),
  valueMinor: row.value,
});

async function* linesOf(database: Database, journeyId: string, day: string) {
  const [subject, settings] = [await subjectOf(database, journeyId), await readSettings(database)];
  const asked = askedOf(questionOf(journeyId, day, settings.timeZone, subject.plan));
  for (let last = { customerId: '0', entryNo: 0 }; ; ) {
    const values = { ...asked.values, after: last.customerId, afterEntry: last.entryNo, limit: CHUNK };
    const rows = await ask<ExportRow>(database, exportSql(asked), values);
    for (const row of rows) yield lineOf(row);
    const end = rows.at(-1);
    if (rows.length < CHUNK || end === undefined) return;
    last = end;
  }
}

/** The people of a report as CSV (UTF-8 with a byte-order mark, so that spreadsheets read Chinese), streamed; cells that begin a formula are escaped. */
export const exportReport = (database: Database, journeyId: string, day: string): Readable => {
  const csv = stringify({ header: true, bom: true, escape_formulas: true });
  return Readable.from(linesOf(database, journeyId, day))
    .on('error', (error) => csv.destroy(error))
    .pipe(csv);
};
