import type { NodeHandler } from '../handler.js';

/** People have come in (enter/): they go on at once. */
export const audience: NodeHandler<'audience'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step) => ({ does: 'go', to: step.next, handle: null }),
};
