import { isTimeZone } from '@wayfare/kernel';

/** The zone by which a person's own clock goes: theirs, where it is one, else the journey's or workspace's. */
export const personZone = (timeZone: string | null, zone: string): string => (timeZone !== null && isTimeZone(timeZone) ? timeZone : zone);
