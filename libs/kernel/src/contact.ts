import { z } from 'zod';
import { readDate } from './time/instant.js';
import type { QuietTimes } from './time/quiet.js';
import { isWallTime } from './time/zoned.js';

/** The rules of contact that a workspace sets for all its journeys: when people are left alone, and how often they may be written to. */

const wallTime = z.string().refine(isWallTime, { message: 'not a time of day such as 22:00' });
const channels = z.array(z.string().min(1).max(50)).min(1).max(20).optional();

export const quietHoursSchema = z.strictObject({ from: wallTime, to: wallTime, channels });
export const holidaySchema = z.strictObject({
  day: z.string().refine((text) => readDate(text) !== null, { message: 'not a day such as 2027-10-01' }),
  name: z.string().trim().min(1).max(100),
  channels,
});
export const globalHoldoutSchema = z.number().min(0).max(0.5);
export const capSchema = z.strictObject({
  per: z.enum(['hour', 'day', 'week', 'month']),
  max: z.int().min(1),
  channel: z.string().optional(),
  over: z.enum(['defer', 'skip']).optional(),
});

export type Cap = z.output<typeof capSchema>;

export const contactRulesSchema = z.object({
  caps: z.array(capSchema).max(20).nullable().default(null),
  quietHours: quietHoursSchema.nullable().default(null),
  holidays: z.array(holidaySchema).max(1000).default([]),
  /** The share of all customers that no journey writes to, so that all of them together can be measured. */
  globalHoldout: globalHoldoutSchema.default(0),
});
export type ContactRules = z.output<typeof contactRulesSchema>;

/** When the workspace leaves people alone. */
export const quietTimesIn = ({ quietHours, holidays }: Pick<ContactRules, 'quietHours' | 'holidays'>): QuietTimes => ({
  hours: quietHours && { from: quietHours.from, to: quietHours.to, channels: quietHours.channels ?? null },
  holidays: holidays.map(({ day, name, channels: named }) => ({ day, name, channels: named ?? null })),
});
