import type { DateFormat } from '@wayfare/contracts';
import { readInstant } from '@wayfare/kernel';
import { dateOfSerial } from '../files/xlsx/dates.js';
import { readDateText, readNumber } from './read.js';

const PARTS = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T, ]+(\d{1,2}):(\d{2})(:\d{2}(?:\.\d{1,9})?)?(?:\s*([ap])\.?m\.?)?)?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
const two = (part: string | number): string => String(part).padStart(2, '0');
const checked = (text: string): string | null => (readInstant(text) ? text : null);

/** The hour of a clock of twelve hours: 12 am is midnight, 12 pm noon. */
const hourOf = (hour: string, half: string | undefined): string =>
  half === undefined ? two(hour) : two((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0));

const readParts = (cell: string, isDayFirst: boolean): string | null => {
  const match = PARTS.exec(cell);
  if (!match) return null;
  const [, first = '', second = '', year = '', hour, minute = '', seconds = '', half] = match;
  const date = `${year}-${two(isDayFirst ? second : first)}-${two(isDayFirst ? first : second)}`;
  return checked(hour === undefined ? date : `${date}T${hourOf(hour, half)}:${minute}${seconds}`);
};

const readCompact = (cell: string): string | null => {
  const [, year, month, day, hour, minute, seconds] = COMPACT.exec(cell) ?? [];
  if (year === undefined) return null;
  const clock = hour === undefined ? '' : `T${hour}:${minute}${seconds === undefined ? '' : `:${seconds}`}`;
  return checked(`${year}-${month}-${day}${clock}`);
};

const readSerial = (cell: string, is1904: boolean): string | null => {
  const serial = readNumber(cell);
  const text = serial === null ? null : dateOfSerial(serial, is1904);
  return text === null ? null : checked(text);
};

/** Whole milliseconds since 1970; seconds may have a fraction. */
const readEpoch = (cell: string, unitMs: number): string | null => {
  const number = /^-?\d{1,14}(?:\.\d{1,9})?$/.test(cell) ? Number(cell) * unitMs : Number.NaN;
  const date = new Date(Math.round(number));
  return Number.isNaN(date.getTime()) ? null : checked(date.toISOString());
};

const READERS: Readonly<Record<DateFormat, (cell: string) => string | null>> = {
  dmy: (cell) => readParts(cell, true),
  mdy: (cell) => readParts(cell, false),
  yyyymmdd: readCompact,
  excel: (cell) => readSerial(cell, false),
  excel1904: (cell) => readSerial(cell, true),
  epoch: (cell) => readEpoch(cell, 1000),
  'epoch-ms': (cell) => readEpoch(cell, 1),
};

/** A date in the form in which dates are kept, from a cell that writes it in a stated format, or in the usual one (year first). */
export const readDate = (cell: string, format: DateFormat | null): string | null =>
  format === null ? readDateText(cell) : READERS[format](cell);

/** 2000 to 2100: other numbers of ten and thirteen digits are hardly instants. */
const isEpoch = (cell: string, digits: number): boolean =>
  cell.length === digits && Number(cell.slice(0, 10)) > 946_684_800 && Number(cell.slice(0, 10)) < 4_102_444_800;
const isYear = (cell: string): boolean => Number(cell.slice(0, 4)) >= 1900 && Number(cell.slice(0, 4)) <= 2100;

/** A few cells may be wrong without hiding what the others are. */
const ENOUGH = 0.9;

const shareOf = (cells: readonly string[], holds: (cell: string) => boolean): number => cells.filter(holds).length / cells.length;

/**
 * The formats that the cells of a column can be read in, those that read most of them; several where only a person can say which. Empty where the usual one reads them, or none does.
 * @param isDate whether the column is known to hold dates, so that numbers may be some
 */
export const dateFormatsOf = (cells: readonly string[], isDate: boolean): DateFormat[] => {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0 || shareOf(filled, (cell) => readDateText(cell) !== null) >= ENOUGH) return [];
  if (isDate && shareOf(filled, (cell) => COMPACT.test(cell) && isYear(cell)) >= ENOUGH) return ['yyyymmdd'];
  const epoch = (['epoch', 'epoch-ms'] as const).find(
    (format) => isDate && filled.every((cell) => isEpoch(cell, format === 'epoch' ? 10 : 13)),
  );
  if (epoch) return [epoch];
  const shares = (isDate ? (['dmy', 'mdy', 'excel'] as const) : (['dmy', 'mdy'] as const)).map((format) => ({
    format,
    share: shareOf(filled, (cell) => READERS[format](cell) !== null),
  }));
  const best = Math.max(ENOUGH, ...shares.map(({ share }) => share));
  return shares.filter(({ share }) => share === best).map(({ format }) => format);
};
