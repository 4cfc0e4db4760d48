import type { DateFormat, IdentityRules } from '@wayfare/contracts';
import { dateAt, readInstant } from '@wayfare/kernel';
import { type Keys, keysOf, normaliseEmail, type OtherKey } from '../../identity/keys.js';
import { normalisePhone } from '../../identity/phone.js';
import { readDate } from '../values/dates.js';
import { isCurrency, readMoney, readWhole } from '../values/read.js';
import type { Cells, FilledCell } from './cells.js';
import type { RowProblems } from './row-reader.js';

const LONGEST_KEY = 200;

/** A cell that must hold something; what is too long for a key is noted. */
export const required = (cells: Cells, field: string, problems: RowProblems): FilledCell | null => {
  const filled = cells.one(field);
  if (!filled) problems.add(cells.column(field)?.column ?? field, '', 'missing');
  else if (filled.cell.length > LONGEST_KEY) problems.add(filled.column.column, filled.cell, 'too_long');
  return filled ?? null;
};

const readWith = (cells: Cells, field: string, read: (cell: string) => string | null, problems: RowProblems): string | null => {
  const filled = cells.one(field);
  if (!filled) return null;
  const value = read(filled.cell);
  if (value === null) problems.unreadable(filled.column, filled.cell);
  return value;
};

const shortKey = (cell: string): string | null => (cell.length <= LONGEST_KEY ? cell : null);

const readOthers = (cells: Cells, problems: RowProblems): readonly OtherKey[] =>
  cells.all('identities').flatMap(({ column, cell }) => {
    if (cell.length <= LONGEST_KEY) return [{ kind: column.name, value: cell }];
    problems.unreadable(column, cell);
    return [];
  });

export const isNobody = ({ externalId, email, phone, others }: Keys): boolean =>
  externalId === null && email === null && phone === null && others.length === 0;

/** Whose row it is. `callingCode` is that of a phone number without one. `mayBeNobody`: the row need not name anybody. */
export const readKeys = (
  cells: Cells,
  { callingCode }: Pick<IdentityRules, 'callingCode'>,
  problems: RowProblems,
  mayBeNobody = false,
): Keys => {
  const keys = keysOf({
    id: null,
    externalId: readWith(cells, 'externalId', shortKey, problems),
    email: readWith(cells, 'email', normaliseEmail, problems),
    phone: readWith(cells, 'phone', (cell) => normalisePhone(cell, callingCode), problems),
    others: readOthers(cells, problems),
  });
  if (!mayBeNobody && isNobody(keys) && problems.rejects.length === 0) problems.add('', '', 'no_identity');
  return keys;
};

const HAS_ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant as a file writes it: with an offset as it says, without one by the clock of the workspace's zone. */
export const readInstantText = (cell: string, timeZone: string, format: DateFormat | null): Date | null => {
  const text = readDate(cell, format);
  const instant = text === null ? null : readInstant(text);
  if (text === null || instant === null || (text.length > 10 && HAS_ZONE.test(text))) return instant;
  const time = text.length > 10 ? text.slice(11, 16) : '00:00';
  const seconds = instant.getTime() % 60_000;
  return new Date(dateAt(text.slice(0, 10), { offset: null, time, zone: timeZone }).getTime() + (seconds < 0 ? seconds + 60_000 : seconds));
};

export const readInstantCell = (
  cells: Cells,
  field: string,
  timeZone: string,
  problems: RowProblems,
  isRequired = true,
): (FilledCell & { date: Date }) | null => {
  const filled = isRequired ? required(cells, field, problems) : cells.one(field);
  if (!filled) return null;
  const date = readInstantText(filled.cell, timeZone, filled.column.format);
  if (date) return { ...filled, date };
  problems.unreadable(filled.column, filled.cell);
  return null;
};

export const readCurrency = (cells: Cells, otherwise: string, problems: RowProblems): string => {
  const filled = cells.one('currency');
  if (!filled) return otherwise;
  const currency = filled.cell.toUpperCase();
  if (isCurrency(currency)) return currency;
  problems.add(filled.column.column, filled.cell, 'not_a_currency');
  return otherwise;
};

/** An amount in minor units; `null` where the cell is empty. */
export const readMoneyCell = (cells: Cells, field: string, currency: string, problems: RowProblems): number | null => {
  const filled = cells.one(field);
  if (!filled) return null;
  const amount = filled.column.kind === 'minor' ? readWhole(filled.cell) : readMoney(filled.cell, currency);
  if (amount === null) problems.unreadable(filled.column, filled.cell);
  return amount;
};
