export { resolveSegments } from './condition/resolve.js';
export { type ConditionScope, conditionToSql } from './condition/to-sql.js';
