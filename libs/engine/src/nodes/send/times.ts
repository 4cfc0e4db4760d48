import { ANSWERS, ANSWERS_WITHIN, FEWEST_ANSWERS, personZone, type SendStep, whenToSend } from '@wayfare/journey';
import { addDuration, type Deferral } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import { isEverQuiet, type Rules } from '../../rules.js';
import type { Scene } from '../handler.js';
import { type Timing, ZONES } from './outbox.sql.js';

/** When messages leave, as the outbox asks for it. */
export interface Times {
  readonly timing: Timing;
  /** From `$8` on. */
  readonly parameters: readonly unknown[];
}

const AT_ONCE: Times = { timing: 'now', parameters: [] };
const NO_HOUR = -1;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface TimeOf {
  readonly zone: string;
  readonly hour: number;
  readonly notBefore: Date;
  readonly deferredBy: Deferral | null;
}

const columnsOf = (times: readonly TimeOf[]): unknown[] => [
  times.map(({ zone }) => zone),
  times.map(({ hour }) => hour),
  times.map(({ notBefore }) => notBefore),
  times.map(({ deferredBy }) => deferredBy),
];

/**
 * When the messages of a step leave. People with the same zone and the same best hour are written to at the same instant, so an instant is computed for each of these,
 * not for each person; and for nobody where no rule asks for one.
 */
export const timesOf = async (step: SendStep, cohort: Cohort, { quiet }: Rules, scene: Scene): Promise<Times> => {
  if (!step.timing && (step.ignoreQuietHours || !isEverQuiet(quiet))) return AT_ONCE;
  const zones = (await scene.tx.query<{ zone: string }>(ZONES, [cohort.id])).map(({ zone }) => zone);
  const fallback = await scene.zone();
  const named = zones.map((zone) => ({ zone, name: personZone(zone, fallback) }));
  const hours = step.timing ? [NO_HOUR, ...HOURS] : [NO_HOUR];
  const times = named.flatMap(({ zone, name }) =>
    hours.map((hour) => ({
      zone,
      hour,
      ...whenToSend(step, { zone: name, bestHour: hour === NO_HOUR ? null : hour }, scene.now, quiet),
    })),
  );
  if (!step.timing)
    return times.every(({ deferredBy }) => deferredBy === null) ? AT_ONCE : { timing: 'zone', parameters: columnsOf(times) };
  return {
    timing: 'hour',
    parameters: [
      ...columnsOf(times),
      named.map(({ zone }) => zone),
      named.map(({ name }) => name),
      ANSWERS,
      addDuration(scene.now, ANSWERS_WITHIN, -1),
      FEWEST_ANSWERS,
    ],
  };
};
