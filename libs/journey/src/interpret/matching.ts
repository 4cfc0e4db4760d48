import { addDuration, holdsForEvent, type PersonEvent } from '@wayfare/kernel';
import type { EventMatch } from '../plan.js';

/** Whether an event is the one that a step or a setting names. */
export const isMatch = (match: EventMatch, event: PersonEvent, now: Date): boolean =>
  event.name === match.event && holdsForEvent(event, match.where, now);

/** Whether an instant lies in a window that opens at another, both ends included. */
export const isWithin = (instant: Date, opened: Date, window: string): boolean =>
  instant >= opened && instant <= addDuration(opened, window);
