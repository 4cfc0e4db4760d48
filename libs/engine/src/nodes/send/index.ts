import type { NodeHandler } from '../handler.js';
import { writeMessages } from './outbox.js';

/** Each person gets a message, or a row that says why not; delivery is the dispatcher's business. */
export const send: NodeHandler<'send'> = {
  touchesPeople: true,
  changesPeople: true,
  take: async (step, cohort, scene) => {
    await writeMessages(step, cohort, scene);
    return { does: 'go', to: step.next, handle: null };
  },
};
