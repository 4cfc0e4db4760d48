import type { Words } from './words.js';

/** "a working day" · "Monday or Friday"; nothing where every day counts. */
export const daysWords = (weekdays: readonly number[] | undefined, { t, format }: Words): string => {
  const days = [...(weekdays ?? [])].sort((a, b) => a - b);
  if (days.length === 0 || days.length === 7) return '';
  if (days.join() === '1,2,3,4,5') return t('nodes.wait.workdays');
  if (days.join() === '6,7') return t('nodes.wait.weekend');
  return format.list(
    days.map((day) => t(`nodes.weekday.${day}`)),
    'disjunction',
  );
};
