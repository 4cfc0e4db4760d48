import type { NodeHandler } from '../handler.js';

/** People have come in by an event (wake/): they go on at once. */
export const eventEntry: NodeHandler<'event-entry'> = {
  touchesPeople: false,
  changesPeople: false,
  take: async (step) => ({ does: 'go', to: step.next, handle: null }),
};
