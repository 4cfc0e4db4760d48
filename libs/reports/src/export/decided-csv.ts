import type { Readable } from 'node:stream';
import type { Locale } from '@wayfare/contracts';
import { REASONS } from '@wayfare/kernel';
import { type Database, readSettings } from '@wayfare/platform';
import { chunksOf } from '../cursor.js';
import { majorOf } from '../language/format.js';
import { type Column, wordsOf } from '../language/words.js';
import { askedOf, questionOf } from '../response/question.js';
import { subjectOf } from '../subject.js';
import { csvOf } from './csv.js';
import { decidedSql } from './decided.sql.js';

interface DecidedRow {
  readonly customerId: string;
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
  readonly money: Readonly<Record<string, number>> | null;
  readonly arms: string | null;
}

const COLUMNS = [
  ...(['customer', 'externalId', 'email', 'decidedAt', 'result', 'reason', 'arm'] as const),
  ...(['delivered', 'opened', 'clicked', 'responded', 'converted', 'value', 'currency', 'otherValue'] as const),
] as const satisfies readonly Column[];

/** For scripts: names that stay, and money in minor units as everywhere in the interface. */
const NAMES = COLUMNS.map((column) => (column === 'value' || column === 'otherValue' ? `${column}Minor` : column));

type Telling = (minor: number, currency: string) => number;

/** One's money: what came in the workspace's currency, or else in one's own, and apart from it the rest. */
const moneyCells = (money: DecidedRow['money'], preferred: string, tell: Telling): [number, string, string] => {
  const all = Object.entries(money ?? {});
  const [own = [preferred, 0] as const] = all.filter(([currency]) => currency === preferred).concat(all);
  const others = all.filter(([currency]) => currency !== own[0]).map(([currency, minor]) => `${currency} ${tell(minor, currency)}`);
  return [tell(own[1], own[0]), own[0], others.join('; ')];
};

const cellsOf = (row: DecidedRow, currency: string, locale: Locale | undefined): unknown[] => {
  const words = locale && wordsOf(locale);
  const reason = REASONS.find((known) => known === row.reason);
  return [
    row.customerId,
    row.externalId,
    row.email,
    row.at.toISOString(),
    words?.results[row.fate] ?? row.fate,
    words && reason ? words.reasons[reason] : row.reason,
    row.arms,
    ...[row.delivered, row.opened, row.clicked, row.responded, row.converted].map(Number),
    ...moneyCells(row.money, currency, words ? majorOf : (minor) => minor),
  ];
};

async function* rowsOf(database: Database, journeyId: string, day: string, locale: Locale | undefined) {
  const [subject, settings] = [await subjectOf(database, journeyId), await readSettings(database)];
  const asked = askedOf(questionOf(journeyId, day, settings.timeZone, subject.plan));
  for await (const rows of chunksOf<DecidedRow>(database, decidedSql(asked), asked.values))
    for (const row of rows) yield cellsOf(row, settings.currency, locale);
}

/** Everyone whom a report is about as CSV, a row each with what became of them, streamed. */
export const decidedCsv = (database: Database, journeyId: string, day: string, locale: Locale | undefined): Readable =>
  csvOf(locale ? COLUMNS.map((column) => wordsOf(locale).columns[column]) : NAMES, rowsOf(database, journeyId, day, locale));
