import { parseDuration, unreachable } from '@wayfare/kernel';
import type { WaitRule } from '../../plan.js';
import { attributeFindings, durationFindings, timeFindings } from '../../problems/checks.js';
import { type Finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { weekdayFindings } from '../../problems/weekdays.js';
import { type NodeDefinition, none, ONE_WAY } from '../definition.js';
import { sortedWeekdays } from '../weekdays.js';
import { dueAt } from './due.js';
import type { WaitData } from './schema.js';

const isCalendarOffset = (text: string): boolean => {
  const parts = parseDuration(text);
  return parts !== null && parts.milliseconds === 0;
};

const waitFindings = (data: WaitData, known: GraphContext): readonly Finding[] => {
  switch (data.mode) {
    case 'duration':
      return durationFindings(data.duration);
    case 'until':
      return [...timeFindings(data.time), ...weekdayFindings(data.weekdays)];
    case 'date':
      return [
        ...attributeFindings(data.attribute, known),
        ...unless(!data.offset || isCalendarOffset(data.offset), 'bad_offset', { value: data.offset ?? '' }),
        ...(data.time ? timeFindings(data.time) : []),
      ];
    default:
      return unreachable(data);
  }
};

/** A date without a time of day means the beginning of that day. */
const START_OF_DAY = '00:00';

const ruleOf = (data: WaitData): WaitRule => {
  switch (data.mode) {
    case 'duration':
      return { mode: 'duration', duration: data.duration };
    case 'until':
      return { mode: 'until', time: data.time, weekdays: sortedWeekdays(data.weekdays), zone: data.zone };
    case 'date':
      return {
        mode: 'date',
        attribute: data.attribute,
        offset: data.offset || null,
        time: data.time || START_OF_DAY,
        ...(data.yearly ? { yearly: true } : {}),
      };
    default:
      return unreachable(data);
  }
};

/** People stay for a while, until a time of day, or until a date of their own. */
export const wait: NodeDefinition<'wait'> = {
  place: 'middle',
  sends: false,
  handles: () => ONE_WAY,
  conditions: none,
  matches: none,
  findings: waitFindings,
  compile: ({ id, data }, wiring) => ({ kind: 'wait', id, name: data.name, rule: ruleOf(data), next: wiring.next(null) }),
  interpret: (step, scene) => {
    const until = dueAt(step.rule, scene.person, scene.now, scene.zone);
    return until > scene.now ? { does: 'wait', until, to: step.next } : { does: 'go', to: step.next, handle: null };
  },
};
