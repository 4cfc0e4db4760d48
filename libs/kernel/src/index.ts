export { AUDIT_ACTIONS, AUDIT_KINDS, type AuditAction, type AuditKind } from './audit.js';
export { type Clock, ManualClock } from './clock.js';
export { comparisonHolds, daysBetween } from './condition/compare.js';
export { type ConditionContext, evaluateCondition, holdsForEvent, spanOf } from './condition/evaluate.js';
export {
  attributeOf,
  BUILT_IN_ATTRIBUTES,
  type BuiltInAttribute,
  type Json,
  type PersonEnrollment,
  type PersonEvent,
  type PersonFacts,
  type PersonMessage,
  type PersonOrder,
  type PersonOrderLine,
  type Profile,
  type Suppression,
} from './condition/facts.js';
export { ITEM_FIELDS, MESSAGE_FIELDS, MESSAGE_STATES, ORDER_FIELDS, RESPONSES } from './condition/happenings.js';
export {
  isAboutSeveral,
  leavesOf,
  messageNodesOf,
  referencedAttributes,
  referencedEvents,
  referencedJourneys,
  referencedLists,
  referencedSegments,
  referencedTags,
  referencedTemplates,
} from './condition/references.js';
export {
  type AttributeLeaf,
  COMPARISONS,
  type Comparison,
  type Condition,
  conditionSchema,
  draftConditionSchema,
  draftPropertyTestSchema,
  ENROLLMENT_STATES,
  type EnrollmentState,
  type EnrollmentsLeaf,
  type EventLeaf,
  happenedSchema,
  type Leaf,
  MEASURES,
  MESSAGE_OUTCOMES,
  MESSAGE_RESULTS,
  type Measure,
  type MeasureKind,
  type MessageLeaf,
  type MessageOutcome,
  type MessageResult,
  type MessagesLeaf,
  type NextEvent,
  type Operand,
  ORDER_ROWS,
  type OrderLeaf,
  type OrderRows,
  type PropertyTest,
  propertyTestSchema,
  type ScoreLeaf,
  type SeveralLeaf,
} from './condition/schema.js';
export { averageUnits, unitsOf, unitsText } from './condition/units.js';
export { consentKeyOf, type MessagePurpose, mayBeWrittenTo, PURPOSE_BASES, type PurposeBasis, purposeOfKey } from './consent.js';
export {
  type Cap,
  type ContactRules,
  capSchema,
  contactRulesSchema,
  globalHoldoutSchema,
  holidaySchema,
  quietHoursSchema,
  quietTimesIn,
} from './contact.js';
export { AppError, type Blame, conflict, type ErrorValues, type FieldError, invalid, notFound, unprocessable } from './errors.js';
export { saltSeed, stableFraction } from './hash.js';
export { DEFERRALS, type Deferral, EXIT_REASONS, type ExitReason, REASONS, type Reason } from './reasons.js';
export { err, ok, type Result, unreachable } from './result.js';
export { isCron, nextCronTime } from './time/cron.js';
export { addDuration, type DurationParts, durationSchema, parseDuration } from './time/duration.js';
export { readDate, readInstant } from './time/instant.js';
export { type Holiday, NEVER_QUIET, type QuietHours, type QuietTimes, quietUntil } from './time/quiet.js';
export { nextInWindow, type WeeklyWindow } from './time/window.js';
export { dateAt, dayBounds, isTimeZone, isWallTime, localDay, localHour, nextAnniversary, nextWallTime } from './time/zoned.js';
