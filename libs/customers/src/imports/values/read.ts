import { readInstant } from '@wayfare/kernel';

/** Cells as people and other systems write them. Each reader gives `null` for what it can't read; cells come in trimmed and not empty. */

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** `12`, `-1.5`, `1e3`, `1,234.50`. */
export const readNumber = (cell: string): number | null => {
  if (NUMBER.test(cell)) {
    const number = Number(cell);
    return Number.isFinite(number) ? number : null;
  }
  return GROUPED.test(cell) ? Number(cell.replaceAll(',', '')) : null;
};

const TRUE = new Set(['1', 'true', 'yes', 'y', 't', '是']);
const FALSE = new Set(['0', 'false', 'no', 'n', 'f', '否']);

export const readBoolean = (cell: string): boolean | null => {
  const word = cell.toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : null;
};

const LOOSE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const two = (digits: string): string => digits.padStart(2, '0');

/** A date in the form in which dates are kept (`readInstant`); also reads `2024/1/5`, `2024年1月5日`, with a time or without. */
export const readDateText = (cell: string): string | null => {
  if (readInstant(cell)) return cell;
  const match = LOOSE.exec(cell);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour, minute = '', seconds = '', zone = ''] = match;
  const date = `${year}-${two(month)}-${two(day)}`;
  const text = hour === undefined ? date : `${date}T${two(hour)}:${minute}${seconds}${zone}`;
  return readInstant(text) ? text : null;
};

/** Entries apart by `;`, `|`, `,` or the Chinese `，` and `、`. */
export const readList = (cell: string): string[] => [
  ...new Set(
    cell
      .split(/[;|,，、；]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  ),
];

/** Digits after the point that a currency has; two where the runtime does not know it. */
export const minorDigits = (currency: string): number => {
  const cached = digitsOf.get(currency);
  if (cached !== undefined) return cached;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
};
const digitsOf = new Map<string, number>();

export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

const MOST_MINOR = Number.MAX_SAFE_INTEGER;

/** An amount in major units as minor ones, rounded half up in decimal digits, so that `1.005` of cents is not spoilt by binary fractions. */
export const readMoney = (cell: string, currency: string): number | null => {
  const plain = GROUPED.test(cell) ? cell.replaceAll(',', '') : cell;
  const match = /^([+-]?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(plain);
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = minorDigits(currency);
  const scaled = BigInt(`${whole}${fraction.padEnd(digits + 1, '0').slice(0, digits + 1)}`);
  const minor = Number((scaled + 5n) / 10n);
  return minor > MOST_MINOR ? null : sign === '-' ? -minor || 0 : minor;
};

/** A whole number. */
export const readWhole = (cell: string): number | null => {
  const number = /^[+-]?\d{1,16}(?:\.0+)?$/.test(cell) ? Number(cell) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
};
