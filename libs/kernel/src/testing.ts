/** The second door: builders, arbitraries and known answers that only tests import. */
export { namedValue } from './condition/facts.js';
export { type Happening, happeningsOf } from './condition/happenings.js';
export { conditionContext, profileWith } from './testing/builders.js';
export { type ConditionArbitraryOptions, conditions, type LeafKind } from './testing/conditions.js';
export { people, personEvents, profiles } from './testing/people.js';
export { HASH_VECTORS } from './testing/vectors.js';
export { TEST_NOW, VOCABULARY } from './testing/vocabulary.js';
