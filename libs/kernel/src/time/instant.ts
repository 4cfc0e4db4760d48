/**
 * Dates as text. A stored value has no date type: text that reads as one of these forms is a date wherever a date is
 * asked for, and plain text everywhere else. The SQL function `wayfare_instant(text)` (migrations) reads the same forms.
 *
 *   YYYY-MM-DD                                   midnight UTC
 *   YYYY-MM-DD(T| )HH:MM[:SS[.f…]][Z|±HH:MM]     UTC where no offset stands; fractions of 1–9 digits, cut to milliseconds
 *
 * Years 0001–9999, a day that its month has, 00–23, 00–59, 00–59 (no leap second), an offset of at most 14:59.
 */
const FORM =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))?)?$/;

const hasDay = (year: number, month: number, day: number): boolean => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1 && day <= days;
};

/** The instant that a text stands for, or `null` where it reads as none. */
export const readInstant = (text: string): Date | null => {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', sign, offsetHour, offsetMinute] =
    match;
  if (!hasDay(Number(year), Number(month), Number(day))) return null;
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute)) : 0;
  const utc = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  return new Date(utc - offset * 60_000);
};

/** The text where it is a bare calendar date (`YYYY-MM-DD`), else `null`. */
export const readDate = (text: string): string | null => (text.length === 10 && readInstant(text) !== null ? text : null);
