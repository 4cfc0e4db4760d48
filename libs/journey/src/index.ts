export { compile } from './compile.js';
export { changesBetween } from './edit/diff.js';
export { type EditEffect, type EditMap, editEffect } from './edit/effect.js';
export { type ExperimentEffect, experimentEffect } from './edit/experiments.js';
export {
  type Graph,
  type GraphEdge,
  type GraphNode,
  graphSchema,
  NODE_KINDS,
  type NodeDataByKind,
  type NodeKind,
} from './graph/schema.js';
export type { JourneySettings } from './graph/settings.js';
export { interpret } from './interpret/interpret.js';
export type {
  AudienceRun,
  ExperimentAllocation,
  InterpretOptions,
  JourneyEdit,
  JourneyEvent,
  JourneyPath,
  MessageOutcome,
  PathMessage,
  Stay,
  Visit,
} from './interpret/path.js';
export { ENGINE_LEVEL, levelOf } from './level.js';
export type { Fate, Handle } from './nodes/definition.js';
export {
  type Allocation,
  allocationAt,
  allTo,
  armAt,
  boundsOf,
  plannedWeights,
  type Weights,
} from './nodes/experiment/allocation.js';
export { LEAST_SHARE, type Outcomes, probabilitiesToBeBest } from './nodes/experiment/posterior.js';
export { endsAt, judge, lookForArrivals, NEW_OUTCOMES, sizesOf, type Verdict } from './nodes/experiment/verdict.js';
export { NOTE_COLOURS } from './nodes/note/schema.js';
export { personZone } from './nodes/person-zone.js';
export { type Contact, capWindow } from './nodes/send/caps.js';
export { expiryOf } from './nodes/send/expiry.js';
export { fitUnderCaps } from './nodes/send/fit.js';
export { ANSWERS, ANSWERS_WITHIN, FEWEST_ANSWERS, type SendTraits, whenToSend } from './nodes/send/when.js';
export { handlesOf, isEntryKind, isSendingKind, isStepKind } from './nodes/table.js';
export { taskDone } from './nodes/task/index.js';
export { opensFor } from './nodes/time-window/opens.js';
export { dueFor, type WaitTraits } from './nodes/wait/due.js';
export {
  type Arm,
  type Audience,
  type AudienceStep,
  type BranchStep,
  type CouponStep,
  type EntryBreaker,
  type EntryCap,
  type EventEntryStep,
  type EventMatch,
  type ExitStep,
  type ExperimentStep,
  type FrequencyCheckStep,
  GLOBAL_HOLDOUT_SALT,
  type GoToStep,
  holdoutSalt,
  type Plan,
  type PlanSettings,
  type Reentry,
  type Schedule,
  type ScoreSplitStep,
  type SendStep,
  type SplitStep,
  type Step,
  type StepKind,
  splitSalt,
  TASK_DONE_EVENT,
  type TaskStep,
  type TimeWindowStep,
  UNSUBSCRIBED_EVENT,
  type UpdateStep,
  USUAL_PRIORITY,
  type WaitEventStep,
  type WaitStep,
  type WebhookStep,
} from './plan.js';
export { PROBLEMS, type Problem, type ProblemCode, type ProblemValues, type Severity } from './problems/codes.js';
export type { GraphContext, KnownJourney } from './problems/known.js';
export { validate } from './problems/validate.js';
export { quietTimesOf } from './quiet-times.js';
