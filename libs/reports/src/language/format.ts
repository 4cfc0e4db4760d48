import type { Locale } from '@wayfare/contracts';

/** Minor units of a currency as the amount that people speak of: 1234 cents are 12.34. */
export const majorOf = (minor: number, currency: string): number => minor / 10 ** decimalsOf(currency);

export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** How values are told in mails and files, by the reader's language. */
export const formatFor = (locale: Locale) => {
  const whole = new Intl.NumberFormat(locale);
  const points = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', day: 'numeric', weekday: 'short' });
  return {
    number: (value: number): string => whole.format(value),
    /** @param share 0.062 is told as `6.2%` */
    percent: (share: number): string => percent.format(share),
    /** A share or a bound of an interval in percentage points: 0.061 is told as `6.1`. */
    points: (share: number): string => points.format(share * 100),
    /** A difference of shares in percentage points, with its sign: `+6.1`. */
    difference: (share: number): string => signed.format(share * 100),
    money: (minor: number, currency: string): string =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(majorOf(minor, currency)),
    /** @param calendarDay `YYYY-MM-DD` */
    day: (calendarDay: string): string => day.format(new Date(`${calendarDay}T00:00:00Z`)),
    dateTime: (instant: string, timeZone: string): string =>
      new Intl.DateTimeFormat(locale, {
        timeZone,
        hourCycle: 'h23',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(instant)),
  };
};
export type Format = ReturnType<typeof formatFor>;
