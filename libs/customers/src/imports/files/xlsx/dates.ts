/** Formats that the file format itself numbers, whose numbers are days. */
const BUILT_IN = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a number format writes a date or a time of day: `yyyy"年"m"月"`, `dd/mm/yy`, but not `0.00E+00`, `"days" 0` or the hours of `[h]:mm`. */
export const isDateFormat = (id: number, code: string | undefined): boolean => {
  if (code === undefined) return BUILT_IN(id);
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return false;
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general/gi, '');
  return /[ymdhs]/i.test(bare) && !/[0#?]/.test(bare.replace(/[sS]\.0+/g, 's'));
};

const DAY_MS = 86_400_000;
/** The day before serial 1, which is 1 January 1900; serials from 60 on are one too high, since Lotus took 1900 for a leap year. */
const BEFORE_1900 = Date.UTC(1899, 11, 31);
const BEGIN_1904 = Date.UTC(1904, 0, 1);
const LEAP_BUG = 60;
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465;

const two = (part: number): string => String(part).padStart(2, '0');
const clockOf = (date: Date): string => {
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return date.getUTCSeconds() === 0 ? time : `${time}:${two(date.getUTCSeconds())}`;
};

/** An Excel serial as the text of a date, of a date and time, or of a time of day; `null` where it is none. */
export const dateOfSerial = (serial: number, is1904: boolean): string | null => {
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST_SERIAL + 1) return null;
  const seconds = Math.round((serial % 1) * 86_400);
  const day = Math.floor(serial);
  if (!is1904 && day === LEAP_BUG) return null;
  if (day === 0 && !is1904) return clockOf(new Date(seconds * 1000));
  const first = is1904 ? BEGIN_1904 : BEFORE_1900;
  const date = new Date(first + (day - (!is1904 && day > LEAP_BUG ? 1 : 0)) * DAY_MS + seconds * 1000);
  const text = date.toISOString().slice(0, 10);
  return seconds === 0 ? text : `${text} ${clockOf(date)}`;
};
