/** Weekdays as a plan has them: each once, in order. */
export const sortedWeekdays = (weekdays: readonly number[] = []): readonly number[] => [...new Set(weekdays)].sort((a, b) => a - b);
