import type { NodeHandler } from '../handler.js';

/** The way through ends here. */
export const exit: NodeHandler<'exit'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step) => ({ does: 'leave', reason: step.reason }),
};
