import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

const BLANKS = /[\s().-]/g;
const DIGITS = /^\+?\d{5,20}$/;
/** A `+` and fifteen digits. */
const LONGEST = 16;
const NOT_PLAIN = /[^\d+]/;

/** Mobile numbers as most of a list are, by country code and without it: for these the library, which takes a hundred times as long, has nothing to say (a property test holds both against each other). */
export const PLAIN: ReadonlyMap<string, RegExp> = new Map([
  ['1', /^[2-9]\d{2}[2-9]\d{6}$/],
  ['33', /^[67]\d{8}$/],
  ['44', /^7[1-57-9]\d{8}$/],
  ['49', /^1[567]\d{8,9}$/],
  ['65', /^[89]\d{7}$/],
  ['81', /^[789]0[1-9]\d{7}$/],
  ['82', /^10[2-9]\d{7}$/],
  ['86', /^1[3-9]\d{9}$/],
  ['852', /^[569]\d{7}$/],
  ['886', /^9\d{8}$/],
]);

const isPlain = (callingCode: string, national: string): boolean => PLAIN.get(callingCode)?.test(national) ?? false;

/** Country codes are of one to three digits, and none begins as another one does. */
const isPlainWithCode = (digits: string): boolean =>
  isPlain(digits.slice(1, 3), digits.slice(3)) ||
  isPlain(digits.slice(1, 4), digits.slice(4)) ||
  isPlain(digits.slice(1, 2), digits.slice(2));

const CODES: ReadonlySet<string> = new Set(getCountries(metadata).map((country) => getCountryCallingCode(country, metadata)));

/** Whether some country has this code. */
export const isCallingCode = (code: string): boolean => CODES.has(code);

/** As the library reads a number: `null` where it is none, or has more or fewer digits than any number of its country. */
export const phoneByLibrary = (digits: string, callingCode: string): string | null => {
  const country = isCallingCode(callingCode) ? { defaultCallingCode: callingCode } : {};
  const parsed = parsePhoneNumberFromString(digits, { extract: false, ...country }, metadata);
  return parsed?.isPossible() && parsed.number.length <= LONGEST ? parsed.number : null;
};

/** What was typed, as bare digits with the `+` of a country code where it was given (a leading `00` is one); `null` where there is more to it than a number. */
export const digitsOfPhone = (text: string): string | null => {
  const digits = NOT_PLAIN.test(text) ? text.normalize('NFKC').replace(BLANKS, '') : text;
  const withCode = digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
  return DIGITS.test(withCode) ? withCode : null;
};

/**
 * A phone number in E.164 (`+8613800138000`), however it was written; one without a country code is of the country `callingCode` says. `null` where the text is no number, or one of a length that its country does not have.
 * The one way in which numbers are stored, recognised and left alone.
 */
export const normalisePhone = (text: string, callingCode: string): string | null => {
  const digits = digitsOfPhone(text);
  if (digits === null) return null;
  if (digits.startsWith('+')) return isPlainWithCode(digits) ? digits : phoneByLibrary(digits, callingCode);
  return isPlain(callingCode, digits) ? `+${callingCode}${digits}` : phoneByLibrary(digits, callingCode);
};

/** Beginnings that a number may be stored by, where only a part of it was typed. */
export const phonePrefixes = (text: string, callingCode: string): string[] => {
  const begun = text.normalize('NFKC').replace(BLANKS, '').replace(/^00/, '+');
  if (!/^\+?\d{3,20}$/.test(begun)) return [];
  if (begun.startsWith('+')) return [begun];
  return [...new Set([begun, `+${begun}`, `+${callingCode}${begun.replace(/^0/, '')}`])];
};
