import { conditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { journeyStateSchema } from './journeys.js';
import { EVERYONE, route } from './route.js';
import { TASK_STATES } from './tasks.js';

/**
 * What an entry of the running version says of a person who is not inside. `matches_now`: they would come in if it were opened now; `not_matching`: see the questions that failed; `not_then`: they match now, and were not let in when it was opened;
 * `will_come`: it opens at `at`; `at_the_door`: their part of the audience comes in at `at`; `held`: the blast guard holds them; `been_before`: once in a life; `too_early`: again from `at` on;
 * `no_event`: they have not done it since the launch; `waiting`: they did, and it is shown when the journey goes on; `turned_away`: they did, and found no room or a paused journey.
 */
export const DOOR_VERDICTS = [
  'inside',
  'matches_now',
  'not_matching',
  'not_then',
  'will_come',
  'at_the_door',
  'held',
  'been_before',
  'too_early',
  'no_event',
  'waiting',
  'turned_away',
] as const;

const doorSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  verdict: z.enum(DOOR_VERDICTS),
  at: instantSchema.nullable(),
  /** Of audiences: what is asked, and each question with its answer and what was found. */
  condition: conditionSchema.nullable(),
  leaves: z.array(z.object({ path: z.string(), holds: z.boolean(), saw: z.unknown() })),
});
export type WhyDoor = z.infer<typeof doorSchema>;

const stepSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  kind: z.string(),
  arrivedAt: instantSchema,
  leftAt: instantSchema.nullable(),
});
const messageSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  channel: z.string(),
  /** What it was for, by its key. */
  purpose: z.string().nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  decidedAt: instantSchema,
  handedAt: instantSchema.nullable(),
  /** Of those that are still to leave: when, and what they wait for. */
  notBefore: instantSchema.nullable(),
  deferredBy: z.string().nullable(),
});
const journeySchema = z.object({ id: idSchema, name: z.string() });

/** What became of being handed over: `waiting` at the door; `came_in`; `rules`: the entry's rules or caps turned them away; `not_running`, `paused`: the journey let nobody in. */
export const HAND_OVER_VERDICTS = ['waiting', 'came_in', 'rules', 'not_running', 'paused'] as const;
const handOverSchema = z.object({ journey: journeySchema, at: instantSchema, verdict: z.enum(HAND_OVER_VERDICTS) });
export type WhyHandOver = z.infer<typeof handOverSchema>;

/** What a colleague was asked to do for them in this stay. */
const stayTaskSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  title: z.string(),
  state: z.enum(TASK_STATES),
  madeAt: instantSchema,
  dueAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
});

const staySchema = z.object({
  entryNo: z.int(),
  steps: z.array(stepSchema),
  exit: z.object({ at: instantSchema, reason: z.string() }).nullable(),
  /** Messages that were decided on, those that nobody gets too. */
  messages: z.array(messageSchema),
  tasks: z.array(stayTaskSchema),
  /** Into which other journey this stay led them; null where it led into none. */
  handedOver: handOverSchema.nullable(),
  /** When they go on by themselves; null where they have left, or wait for an answer. */
  nextAt: instantSchema.nullable(),
});
export type WhyStay = z.infer<typeof staySchema>;

/** Why somebody did, or did not, get what a journey sends: whether they came in, what they got and what not, and what comes next. */
export const whySchema = z.object({
  state: journeyStateSchema,
  /** Newest first. */
  stays: z.array(staySchema),
  doors: z.array(doorSchema),
  /** Journeys that handed them over to this one, newest first. */
  handOvers: z.array(handOverSchema),
});
export type Why = z.infer<typeof whySchema>;

export const whyRoutes = {
  why: route('GET', '/journeys/:id/why', EVERYONE, 'Why did, or did not, this person get this', {
    query: z.strictObject({ customer: idSchema }),
    reply: whySchema,
  }),
};
