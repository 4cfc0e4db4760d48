import { dueFor, type WaitStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Cohort, hasJustArrived } from '../../cohorts/cohort.js';
import type { NodeHandler, Outcome, Scene } from '../handler.js';
import { partByDue, wayAt } from './by-due.js';

const isTheSameForAll = (step: WaitStep): boolean =>
  step.rule.mode === 'duration' || (step.rule.mode === 'until' && step.rule.zone === 'workspace');

const begin = async (step: WaitStep, cohort: Cohort, scene: Scene): Promise<Outcome> => {
  const { rule, next } = step;
  if (rule.mode === 'duration') return wayAt(addDuration(cohort.arrivedAt, rule.duration), next, scene.now);
  const zone = await scene.zone();
  if (isTheSameForAll(step)) return wayAt(dueFor(rule, { timeZone: '', date: '' }, cohort.arrivedAt, zone), next, scene.now);
  const attribute = rule.mode === 'date' ? rule.attribute : null;
  return partByDue({ to: next, attribute, dueOf: (traits) => dueFor(rule, traits, cohort.arrivedAt, zone) }, cohort, scene);
};

/**
 * People stay for a while, until a time of day, or until a date of their own. Where they differ, the cohort parts by the instant at which they leave; where
 * they do not, it costs one row.
 */
export const wait: NodeHandler<'wait'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step, cohort, scene) => (hasJustArrived(cohort) ? begin(step, cohort, scene) : { does: 'go', to: step.next, handle: null }),
};
