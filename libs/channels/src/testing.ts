export { cancelForEnrollments, cancelForJourney } from './dispatch/recall.js';
export { type Hook, type HookAnswer, type HookCall, startHook } from './testing/hook.js';
export { type Sink, type SinkBehaviour, type SinkMail, type SinkOptions, startSink } from './testing/sink.js';
export {
  type JourneyOptions,
  type LaidJourney,
  layJourney,
  layMessages,
  statesOf,
} from './testing/world.js';
