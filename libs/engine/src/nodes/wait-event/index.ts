import type { WaitEventStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Cohort, hasJustArrived, waitsUntil } from '../../cohorts/cohort.js';
import { peopleOf } from '../../steps/people.js';
import type { NodeHandler, Outcome, Scene, Way } from '../handler.js';
import { whoHadTheEvent } from './ledger.js';

/** Those who did it meanwhile go on; the others when their time is up. */
const lookBack = async (step: WaitEventStep, cohort: Cohort, until: Date, scene: Scene): Promise<Outcome> => {
  const people = peopleOf(cohort, { customers: false });
  const had = await whoHadTheEvent(step, cohort, { from: cohort.arrivedAt, until }, scene);
  const rest: Way = until > scene.now ? { does: 'wait', until } : { does: 'go', to: step.timedOut, handle: 'timeout' };
  if (had.length === 0) return rest;
  return {
    does: 'part',
    parting: people.select(`CASE WHEN e.customer_id = ANY(${people.bind(had)}::bigint[]) THEN 1 ELSE 0 END`),
    ways: [rest, { does: 'go', to: step.matched, handle: 'matched' }],
  };
};

/**
 * People stay until they do something (wake/), or until their time is up: then the ledger is asked once more, lest a wake-up was lost. It is asked as well where an edit has changed what
 * they wait for, since they may have done that already.
 */
export const waitEvent: NodeHandler<'wait-event'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const until = waitsUntil(cohort) ?? addDuration(cohort.arrivedAt, step.timeout);
    const comesNow = hasJustArrived(cohort) && cohort.arrivedAt >= scene.now;
    return comesNow && until > scene.now ? { does: 'wait', until } : lookBack(step, cohort, until, scene);
  },
};
