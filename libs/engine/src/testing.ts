/** The second door: a whole engine in one process, that only tests import. */
export { EngineWorld, engineWorld, MONDAY, TestClock, type TestEvent, type WorldOptions } from './testing/engine-world.js';
export { InProcessQueues, type Mischief } from './testing/in-process-queues.js';
export { Mailing } from './testing/mailing.js';
export type { TestWorkspace } from './testing/workspace.js';
