export { type Clock, ManualClock } from './clock.js';
export * from './condition/schema.js';
export { addDuration, type DurationParts, durationSchema, parseDuration } from './duration.js';
export { AppError, type Blame, conflict, type ErrorValues, type FieldError, invalid, notFound, unprocessable } from './errors.js';
export { saltSeed, stableFraction } from './hash.js';
export { EXIT_REASONS, type ExitReason, REASONS, type Reason } from './reasons.js';
export { err, ok, type Result, unreachable } from './result.js';
