export { type MovableClock, VirtualTime, type VirtualTimeDeps } from './clock/virtual-time.js';
export { Engine } from './engine.js';
export { COHORT_LIMIT } from './enter/entering.js';
export { Journeys } from './journeys/journeys.js';
export { EngineMetrics } from './metrics.js';
export type { CustomersPort, DispatcherPort, EngineDeps, EnrollmentKey } from './parts.js';
export { checkConservation, type Difference } from './read/conservation.js';
export { pathsOf, type Stay, type Visit } from './read/paths.js';
