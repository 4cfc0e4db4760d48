import { isTimeZone } from '@wayfare/kernel';
import type { JourneySettings } from '../graph/settings.js';
import { durationFindings, matchFindings, timeFindings } from './checks.js';
import { type Finding, unless } from './codes.js';
import { conditionFindings } from './conditions.js';
import type { GraphContext } from './known.js';

/** What is wrong with the settings of a journey. */
export const settingsFindings = (settings: JourneySettings, known: GraphContext): readonly Finding[] => [
  ...[settings.response, settings.goal].flatMap((match) => (match ? matchFindings(match, known) : [])),
  ...[settings.response?.window, settings.goal?.window].flatMap((window) => (window ? durationFindings(window) : [])),
  ...(settings.breaker ? durationFindings(settings.breaker.within) : []),
  ...(settings.exitWhen ? conditionFindings({ name: 'exitWhen', condition: settings.exitWhen }, known) : []),
  ...[settings.quietHours?.from, settings.quietHours?.to].flatMap((time) => (time === undefined ? [] : timeFindings(time))),
  ...unless(!settings.timeZone || isTimeZone(settings.timeZone), 'bad_zone', { value: settings.timeZone ?? '' }),
];
