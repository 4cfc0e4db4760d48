import { nextInWindow } from '@wayfare/kernel';
import type { TimeWindowStep } from '../../plan.js';
import { personZone } from '../person-zone.js';

/**
 * When people of a time zone who are at a time window at `now` go on: now, where it is open.
 * @param zone the journey's zone, else the workspace's
 */
export const opensFor = (step: Pick<TimeWindowStep, 'window' | 'zone'>, timeZone: string | null, now: Date, zone: string): Date =>
  nextInWindow(now, step.window, step.zone === 'customer' ? personZone(timeZone, zone) : zone);
