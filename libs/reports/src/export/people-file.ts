import type { Readable } from 'node:stream';
import type { Customer, Locale } from '@wayfare/contracts';
import { type Column, wordsOf } from '../language/words.js';
import { csvOf } from './csv.js';
import { xlsxOf } from './xlsx.js';

const COLUMNS = ['customer', 'externalId', 'name', 'email', 'phone', 'locale'] as const satisfies readonly Column[];
/** As many as are looked up at a time. */
const CHUNK = 1_000;

const nameIn = ({ attributes }: Customer): string | null => {
  const { name } = attributes;
  return typeof name === 'string' ? name : null;
};

async function* rowsOf(ids: AsyncIterable<string[]>, byIds: (ids: readonly string[]) => Promise<Customer[]>) {
  for await (const chunk of ids) {
    for (let at = 0; at < chunk.length; at += CHUNK) {
      const found = new Map((await byIds(chunk.slice(at, at + CHUNK))).map((customer) => [customer.id, customer]));
      for (const id of chunk.slice(at, at + CHUNK)) {
        const customer = found.get(id);
        if (customer) yield [id, customer.externalId, nameIn(customer), customer.email, customer.phone, customer.locale];
      }
    }
  }
}

/** The people behind a number as a file, all of them, streamed. */
export const peopleCsv = (
  ids: AsyncIterable<string[]>,
  byIds: (ids: readonly string[]) => Promise<Customer[]>,
  locale: Locale | undefined,
): Readable => csvOf(locale ? COLUMNS.map((column) => wordsOf(locale).columns[column]) : COLUMNS, rowsOf(ids, byIds));

export const peopleXlsx = (
  ids: AsyncIterable<string[]>,
  byIds: (ids: readonly string[]) => Promise<Customer[]>,
  locale: Locale,
): Readable => {
  const words = wordsOf(locale);
  return xlsxOf([{ name: words.sheets.people, head: COLUMNS.map((column) => words.columns[column]), rows: rowsOf(ids, byIds) }]);
};
