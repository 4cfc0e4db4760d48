import type { Cap } from '@wayfare/kernel';

/** One time at which somebody was, or is about to be, written to, by whatever journey. */
export interface Contact {
  readonly channel: string;
  readonly at: Date;
}

const HOUR = 3_600_000;
/** Windows roll: a day is the last 24 hours, a month the last 30 days. */
const WINDOWS: { readonly [P in Cap['per']]: number } = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR };

/** How far back a cap looks, in milliseconds. */
export const capWindow = ({ per }: Cap): number => WINDOWS[per];

const isAbout = (cap: Cap, channel: string): boolean => cap.channel === undefined || cap.channel === channel;

/** When a cap lets one more message through that it does not let through at `at`; `null` where it does. */
const freesAt = (cap: Cap, channel: string, contacts: readonly Contact[], at: Date): Date | null => {
  if (!isAbout(cap, channel)) return null;
  const window = capWindow(cap);
  const times = contacts
    .filter((contact) => isAbout(cap, contact.channel) && contact.at <= at && contact.at.getTime() > at.getTime() - window)
    .map((contact) => contact.at.getTime())
    .sort((a, b) => b - a);
  const oldest = times[cap.max - 1];
  return oldest === undefined ? null : new Date(oldest + window);
};

/**
 * When a message fits under all caps that may leave at `at`: then, or later; `null` where a cap says that it is skipped.
 * @param contacts the person's others, those that are still to come too
 * @param quietEnd the end of the quiet time that an instant lies in, else that instant
 */
export const whenCapsAllow = (
  channel: string,
  at: Date,
  contacts: readonly Contact[],
  caps: readonly Cap[],
  quietEnd: (instant: Date) => Date,
): Date | null => {
  for (let when = at; ; ) {
    const full = caps.flatMap((cap) => {
      const frees = freesAt(cap, channel, contacts, when);
      return frees ? [{ cap, frees }] : [];
    });
    if (full.length === 0) return when;
    if (full.some(({ cap }) => cap.over === 'skip')) return null;
    when = quietEnd(new Date(Math.max(...full.map(({ frees }) => frees.getTime()))));
  }
};
