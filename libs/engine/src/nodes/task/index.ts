import { type TaskStep, taskDone } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { type Cohort, hasJustArrived, waitsUntil } from '../../cohorts/cohort.js';
import { peopleOf } from '../../steps/people.js';
import type { NodeHandler, Outcome, Scene, Way } from '../handler.js';
import { whoHadTheEvent } from '../wait-event/ledger.js';
import { makeTasks } from './make.js';
import { EXPIRE, HEARD_DONE, isDone } from './task.sql.js';

type Waiting = Extract<TaskStep['onward'], { waits: true }>;

/** Those whose task is done go on by `done`, the others as `rest` says. */
const byWhatIsDone = ({ id }: TaskStep, { done }: Waiting, cohort: Cohort, rest: Way): Outcome => {
  const people = peopleOf(cohort, { customers: false });
  return {
    does: 'part',
    parting: people.select(`CASE WHEN ${isDone(people.bind(id))} THEN 1 ELSE 0 END`),
    ways: [rest, { does: 'go', to: done, handle: 'done' }],
  };
};

/** The ledger is asked who was done for meanwhile, lest a wake-up was lost; when the time is up, what is open then expires. */
const lookBack = async (step: TaskStep, onward: Waiting, cohort: Cohort, until: Date, scene: Scene): Promise<Outcome> => {
  const { tx, now } = scene;
  const match = taskDone(cohort.journeyId, step.id);
  const had = await whoHadTheEvent(match, cohort, { from: cohort.arrivedAt, until }, scene);
  if (had.length > 0) await tx.query(HEARD_DONE, [cohort.journeyId, step.id, now, had]);
  if (until > now) return byWhatIsDone(step, onward, cohort, { does: 'wait', until });
  await tx.query(EXPIRE, [cohort.id, step.id, now]);
  return byWhatIsDone(step, onward, cohort, { does: 'go', to: onward.timedOut, handle: 'timeout' });
};

const wait = async (step: TaskStep, onward: Waiting, cohort: Cohort, made: number | null, scene: Scene): Promise<Outcome> => {
  const until = waitsUntil(cohort) ?? addDuration(cohort.arrivedAt, onward.timeout);
  const comesNow = made !== null && cohort.arrivedAt >= scene.now;
  if (!comesNow || until <= scene.now) return lookBack(step, onward, cohort, until, scene);
  return made === cohort.people ? { does: 'wait', until } : byWhatIsDone(step, onward, cohort, { does: 'wait', until });
};

/**
 * A colleague is asked to do something for each person, and told so in the person's own words. People go on at once, or stay until it is done (the event of it wakes them, as any other does), or until their time is up.
 */
export const task: NodeHandler<'task'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const made = hasJustArrived(cohort) ? await makeTasks(step, cohort, scene) : null;
    const { onward } = step;
    return onward.waits ? wait(step, onward, cohort, made, scene) : { does: 'go', to: onward.next, handle: null };
  },
};
