import type { Step } from '../plan.js';
import type { Standing } from './stay.js';

/** Who waits for the same as before, but by a version in which the step may lead elsewhere. */
export const relinked = (standing: Standing | null, step: Step): Standing | null => {
  if (standing?.does === 'wait' && 'next' in step) return { ...standing, to: step.next };
  if (standing?.does === 'listen' && step.kind === 'wait-event') return { ...standing, matched: step.matched, timedOut: step.timedOut };
  if (standing?.does === 'listen' && step.kind === 'task' && step.onward.waits)
    return { ...standing, matched: step.onward.done, timedOut: step.onward.timedOut };
  return standing;
};
