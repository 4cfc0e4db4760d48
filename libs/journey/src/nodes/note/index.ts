import { type DrawnDefinition, none } from '../definition.js';

/** Something for those who draw to read: it lies beside the steps, nobody comes to it, and no plan knows of it. */
export const note: DrawnDefinition<'note'> = {
  place: 'aside',
  sends: false,
  handles: none,
  conditions: none,
  matches: none,
  findings: none,
};
