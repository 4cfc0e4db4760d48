import type { Comparison, Operand } from './schema.js';

/**
 * Sums and averages are counted in ten-thousandths, as whole numbers: so what many numbers come to depends neither on their order nor on how a machine keeps fractions, and every back end gets the
 * same. A number is rounded to four decimals, half away from zero, and so is what it is compared with.
 */
const DECIMALS = 4;

const halfAwayFromZero = (dividend: bigint, divisor: bigint): bigint => {
  const [size, sign] = dividend < 0n ? [-dividend, -1n] : [dividend, 1n];
  return sign * ((2n * size + divisor) / (2n * divisor));
};

/** A number in ten-thousandths, by its decimals as they are written. */
export const unitsOf = (value: number): bigint => {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) + DECIMALS - fraction.length;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : halfAwayFromZero(digits, 10n ** BigInt(-shift));
};

/** What as many units are for each of so many. */
export const averageUnits = (sum: bigint, count: number): bigint => halfAwayFromZero(sum, BigInt(count));

/** Units as a decimal number in text: what a database adds and compares exactly. */
export const unitsText = (units: bigint): string => {
  const digits = String(units < 0n ? -units : units).padStart(DECIMALS + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
};

const ordered = (value: bigint, is: Comparison, operand: bigint): boolean => {
  switch (is) {
    case 'gt':
      return value > operand;
    case 'gte':
      return value >= operand;
    case 'lt':
      return value < operand;
    case 'lte':
      return value <= operand;
    default:
      return false;
  }
};

/** Whether a comparison holds of a sum or an average: `comparisonHolds` for a number, or for none at all, in units. */
export const unitsHold = (value: bigint | undefined, is: Comparison, operand: Operand | undefined): boolean => {
  const equals = (one: unknown): boolean => typeof one === 'number' && value !== undefined && value === unitsOf(one);
  if (is === 'exists') return (value === undefined) === (operand === false);
  if (is === 'eq') return equals(operand);
  if (is === 'ne') return !equals(operand);
  if (is === 'in') return Array.isArray(operand) && operand.some(equals);
  return value !== undefined && typeof operand === 'number' && ordered(value, is, unitsOf(operand));
};
