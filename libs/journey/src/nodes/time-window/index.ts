import { timeFindings } from '../../problems/checks.js';
import { weekdayFindings } from '../../problems/weekdays.js';
import { type NodeDefinition, none, ONE_WAY } from '../definition.js';
import { sortedWeekdays } from '../weekdays.js';
import { opensFor } from './opens.js';

/**
 * People go on at once while a clock shows a time within a window, and wait for its next opening otherwise. Whoever is looked at later than that, after a pause, is asked about the
 * window again: nobody goes on outside it.
 */
export const timeWindow: NodeDefinition<'time-window'> = {
  place: 'middle',
  sends: false,
  handles: () => ONE_WAY,
  conditions: none,
  matches: none,
  findings: ({ from, to, weekdays }) => [...timeFindings(from), ...timeFindings(to), ...weekdayFindings(weekdays)],
  compile: ({ id, data }, wiring) => ({
    kind: 'time-window',
    id,
    name: data.name,
    window: { from: data.from, to: data.to, weekdays: sortedWeekdays(data.weekdays) },
    zone: data.zone,
    next: wiring.next(null),
  }),
  interpret: (step, { person, now, zone }) => {
    const until = opensFor(step, person.timeZone, now, zone);
    return until > now ? { does: 'hold', until } : { does: 'go', to: step.next, handle: null };
  },
};
