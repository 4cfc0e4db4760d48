import { dateAt } from '@wayfare/kernel';

/** An instant as a `datetime-local` field of the workspace's zone shows it: `2027-03-01T09:00`. */
export const toLocal = (instant: string, zone: string): string => {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return '';
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(date);
  return parts.replace(' ', 'T');
};

/** The instant that such a field stands for; `null` where it is not filled in. */
export const fromLocal = (text: string, zone: string): string | null => {
  const [day, time] = text.split('T');
  if (!day || !time) return null;
  try {
    return dateAt(day, { offset: null, time: time.slice(0, 5), zone }).toISOString();
  } catch {
    return null;
  }
};
