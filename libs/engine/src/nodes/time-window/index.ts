import { opensFor } from '@wayfare/journey';
import type { NodeHandler } from '../handler.js';
import { partByDue, wayAt } from '../wait/by-due.js';

/** People go on while the window is open, and wait for it otherwise: all at once by the workspace's clock, zone by zone by their own. It is asked about again when they are woken. */
export const timeWindow: NodeHandler<'time-window'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const zone = await scene.zone();
    if (step.zone === 'workspace') return wayAt(opensFor(step, null, scene.now, zone), step.next, scene.now);
    return partByDue({ to: step.next, attribute: null, dueOf: ({ timeZone }) => opensFor(step, timeZone, scene.now, zone) }, cohort, scene);
  },
};
