/** The second door: drawings in few words, a workspace to judge them in, and arbitraries; only tests import it. */
export { anyAllocations } from './testing/any-allocation.js';
export { anyEdits, type DrawnEdit } from './testing/any-edit.js';
export { anyEvents, anyGraph, anyTraveller, type GraphArbitraryOptions } from './testing/arbitraries.js';
export { type Drawn, draw } from './testing/draw.js';
export { LAUNCH } from './testing/launch.js';
export {
  audience,
  branch,
  coupon,
  decileSplit,
  eventEntry,
  exit,
  experiment,
  frequencyCheck,
  goTo,
  note,
  scoreSplit,
  send,
  split,
  splitBy,
  task,
  timeWindow,
  update,
  wait,
  waitDate,
  waitEvent,
  waitUntil,
  webhook,
} from './testing/nodes.js';
export { occur } from './testing/occur.js';
export { tell } from './testing/tell.js';
export { planOf, WORKSPACE } from './testing/workspace.js';
