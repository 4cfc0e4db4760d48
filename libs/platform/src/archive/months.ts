/** The first instant of the calendar month, in UTC, that lies so many months from that of an instant. */
export const monthFrom = (instant: Date, months: number): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + months, 1));

/** As files and rows call it: `2027-03`. */
export const nameOfMonth = (month: Date): string => month.toISOString().slice(0, 7);
