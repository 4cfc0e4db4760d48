export { resolveSegments } from './condition/resolve.js';
export { type ConditionScope, conditionToSql } from './condition/to-sql.js';
export { Lists, type ReportOrigin, type ReportPeopleSource } from './lists/lists.js';
export { LookAlikes } from './look-alikes/look-alikes.js';
export { explainMatch } from './segments/match.js';
export { SegmentsComputation } from './segments/over-time/computation.js';
export { Segments } from './segments/segments.js';
export { ValueComputation } from './value/computation.js';
export { CustomerValues } from './value/value.js';
