import type { WaitEventStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Cohort, hasJustArrived, waitsUntil } from '../../cohorts/cohort.js';
import { peopleOf } from '../../steps/people.js';
import type { NodeHandler, Outcome, Scene } from '../handler.js';
import { whoHadTheEvent } from './ledger.js';

const timeIsUp = async (step: WaitEventStep, cohort: Cohort, until: Date, scene: Scene): Promise<Outcome> => {
  const people = peopleOf(cohort, { customers: false });
  const had = await whoHadTheEvent(step, cohort, { from: cohort.arrivedAt, until }, scene);
  const timedOut = { does: 'go', to: step.timedOut, handle: 'timeout' } as const;
  if (had.length === 0) return timedOut;
  return {
    does: 'part',
    parting: people.select(`CASE WHEN e.customer_id = ANY(${people.bind(had)}::bigint[]) THEN 1 ELSE 0 END`),
    ways: [timedOut, { does: 'go', to: step.matched, handle: 'matched' }],
  };
};

/** People stay until they do something (wake/), or until their time is up: then the ledger is asked once more, lest a wake-up was lost. */
export const waitEvent: NodeHandler<'wait-event'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const until = waitsUntil(cohort) ?? addDuration(cohort.arrivedAt, step.timeout);
    return hasJustArrived(cohort) && until > scene.now ? { does: 'wait', until } : timeIsUp(step, cohort, until, scene);
  },
};
