import type { NodeHandler } from '../handler.js';
import { writeMessages } from '../send/outbox.js';

/** Another system is told about everyone. */
export const webhook: NodeHandler<'webhook'> = {
  touchesPeople: true,
  changesPeople: true,
  take: async (step, cohort, scene) => {
    await writeMessages(step, cohort, scene);
    return { does: 'go', to: step.next, handle: null };
  },
};
