import { graphSchema } from '@wayfare/journey';
import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { customerSchema } from './customers.js';
import { NODE_PEOPLE, versionNumber } from './node-people.js';
import { BUILDERS, EVERYONE, route } from './route.js';

export const JOURNEY_STATES = ['draft', 'running', 'paused', 'stopped', 'finished'] as const;
export const journeyStateSchema = z.enum(JOURNEY_STATES);
export type JourneyState = z.infer<typeof journeyStateSchema>;

export const problemSchema = z.object({
  nodeId: z.string().nullable(),
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const journeySummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  state: journeyStateSchema,
  version: z.int().nullable(),
  draftAhead: z.boolean(),
  entered: z.int(),
  inside: z.int(),
  exited: z.int(),
  sent: z.int(),
  updatedAt: instantSchema,
  launchedAt: instantSchema.nullable(),
});
export type JourneySummary = z.infer<typeof journeySummarySchema>;

/** The draft's revision is also the ETag: send it back as `If-Match` (`"7"`). */
export const journeySchema = z.object({
  id: idSchema,
  name: z.string(),
  state: journeyStateSchema,
  version: z.int().nullable(),
  graph: graphSchema,
  revision: z.int(),
  draftBy: z.string().nullable(),
  draftAhead: z.boolean(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  launchedAt: instantSchema.nullable(),
});
export type Journey = z.infer<typeof journeySchema>;

export const liveSchema = z.object({
  state: journeyStateSchema,
  version: z.int().nullable(),
  /** Since when it is paused; `breaker`: it has paused itself, since events led `people` in `within` a duration and it lets in `most`. */
  pause: z.object({ from: instantSchema, breaker: z.object({ most: z.int(), within: z.string(), people: z.int() }).nullable() }).nullable(),
  entered: z.int(),
  inside: z.int(),
  exited: z.int(),
  /**
   * Of audiences that come in by parts: people who are still to come in, and when the next do; `held`: those who wait for a word. `refused`: whom events led here and the
   * entry caps had no room for, or a pause turned away.
   */
  door: z.object({ waiting: z.int(), nextAt: instantSchema.nullable(), held: z.int(), refused: z.int() }),
  nodes: z.array(
    z.object({
      id: z.string(),
      here: z.int(),
      passed: z.int(),
      /** When the next people leave the node by themselves. */
      nextAt: instantSchema.nullable(),
      /** At entries: held out. At sends: what became of the messages. */
      heldOut: z.int().optional(),
      messages: z.record(z.string(), z.int()).optional(),
      suppressed: z.record(z.string(), z.int()).optional(),
    }),
  ),
  /** People who took each way out of a node: `handle` is null for a node with one. */
  edges: z.array(z.object({ source: z.string(), handle: z.string().nullable(), target: z.string().nullable(), people: z.int() })),
});
export type Live = z.infer<typeof liveSchema>;

/**
 * The nine numbers between the tenths of people by an attribute, rising: who has such a number belongs above it. `people` have a number; none: no cuts. `over`: of the draft's audience, or of
 * everyone, where events lead in, the draft can't be published, or nobody of the audience has a number. `published`: as they stand in the version that runs.
 */
export const decilesSchema = z.object({
  over: z.enum(['audience', 'everyone']),
  people: z.int(),
  cuts: z.array(z.number()),
  published: z.object({ version: z.int(), cuts: z.array(z.number()) }).nullable(),
});
export type Deciles = z.infer<typeof decilesSchema>;

/** What the launch sheet shows before the key is pressed. */
export const launchSheetSchema = z.object({
  audience: z.int(),
  heldOut: z.int(),
  alreadyIn: z.int(),
  /** For each purpose for which a channel is used, by its key; null: for none in particular. */
  channels: z.array(
    z.object({ channel: z.string(), purpose: z.string().nullable(), reachable: z.int(), suppressed: z.record(z.string(), z.int()) }),
  ),
  overlaps: z.array(z.object({ journeyId: idSchema, name: z.string(), people: z.int() })),
  problems: z.array(problemSchema),
  sendMode: z.enum(['live', 'test', 'never']),
});
export type LaunchSheet = z.infer<typeof launchSheetSchema>;

/**
 * What becomes of the people inside when a next version is published. `finish`: they end on the version that they are on. `move`: they go over to the new one; `map` names, for each step that is gone and where
 * people stand, the step that they go to, or null: they leave.
 */
export const launchChoiceSchema = z.strictObject({
  people: z.enum(['finish', 'move']).default('finish'),
  map: z.record(z.string().max(200), z.string().max(200).nullable()).default({}),
});
export type LaunchChoice = z.infer<typeof launchChoiceSchema>;

/** `continue`: let them in. `refuse`: they do not come in. */
export const guardDecisionSchema = z.enum(['continue', 'refuse']);
export type GuardDecision = z.infer<typeof guardDecisionSchema>;

/** What becomes of what came due in a pause: it happens `now`; everything moves by the length of the pause (`shift`); people go on without the messages that were due (`skip`). */
export const OVERDUE_CHOICES = ['now', 'shift', 'skip'] as const;
export type OverdueChoice = (typeof OVERDUE_CHOICES)[number];
/** `people` whose time has come, `messages` that should have left, `events` that wait to be shown. */
export const overdueSchema = z.object({ pausedAt: instantSchema.nullable(), people: z.int(), messages: z.int(), events: z.int() });
export type Overdue = z.infer<typeof overdueSchema>;

const published = { id: idSchema, number: z.int(), publishedAt: instantSchema, publishedBy: z.string().nullable() };
/** `inside`: people who are in the journey by this version now. */
export const versionSchema = z.object({ ...published, inside: z.int() });
export type Version = z.infer<typeof versionSchema>;
export const journeyVersionSchema = z.object({ ...published, graph: graphSchema });
export type JourneyVersion = z.infer<typeof journeyVersionSchema>;

const state = z.object({ id: idSchema, state: journeyStateSchema, version: z.int().nullable() });

export const journeyRoutes = {
  journeys: route('GET', '/journeys', EVERYONE, 'Journeys, last changed first', { query: pageQuery, reply: pageOf(journeySummarySchema) }),
  journey: route('GET', '/journeys/:id', EVERYONE, 'One journey with its draft', { reply: journeySchema }),
  createJourney: route('POST', '/journeys', BUILDERS, 'Make a journey', {
    body: z.strictObject({ name: z.string().min(1).max(200), graph: graphSchema.optional() }),
    reply: journeySchema,
    status: 201,
  }),
  renameJourney: route('PATCH', '/journeys/:id', BUILDERS, 'Rename a journey', {
    body: z.strictObject({ name: z.string().min(1).max(200) }),
    reply: journeySchema,
  }),
  deleteJourney: route('DELETE', '/journeys/:id', BUILDERS, 'Put away a journey that is not running'),
  saveDraft: route('PUT', '/journeys/:id/draft', BUILDERS, 'Save the draft; 409 with the other change when it has moved on (If-Match)', {
    body: z.strictObject({ graph: graphSchema }),
    reply: journeySchema,
  }),
  validateJourney: route('POST', '/journeys/:id/validate', EVERYONE, 'What stands in the way of a launch', {
    reply: z.object({ problems: z.array(problemSchema) }),
  }),
  deciles: route('GET', '/journeys/:id/deciles', EVERYONE, 'Where the tenths of an attribute lie, now and in the running version', {
    query: z.object({ attribute: z.string().min(1).max(200) }),
    reply: decilesSchema,
  }),
  launchSheet: route('GET', '/journeys/:id/launch-sheet', EVERYONE, 'Audience, reach and overlaps, before the key is pressed', {
    reply: launchSheetSchema,
  }),
  launch: route(
    'POST',
    '/journeys/:id/launch',
    BUILDERS,
    'Publish the draft as the next version and run it; 422 with the problems, or where nobody has said where people go',
    {
      body: launchChoiceSchema,
      reply: state,
    },
  ),
  pause: route('POST', '/journeys/:id/pause', BUILDERS, 'Nobody moves, nothing is sent', { reply: state }),
  overdue: route('GET', '/journeys/:id/overdue', EVERYONE, 'What has come due and not happened, before a paused journey goes on', {
    reply: overdueSchema,
  }),
  resume: route('POST', '/journeys/:id/resume', BUILDERS, 'Go on, and say what becomes of what is overdue; now where nothing is said', {
    body: z.strictObject({ overdue: z.enum(OVERDUE_CHOICES).default('now') }),
    reply: state,
  }),
  stop: route('POST', '/journeys/:id/stop', BUILDERS, 'Everyone leaves now; queued messages are cancelled', { reply: state }),
  decideGuard: route('POST', '/journeys/:id/blast-guard', BUILDERS, 'Let in the people whom the blast guard holds, or turn them away', {
    body: z.strictObject({ decision: guardDecisionSchema }),
    reply: state,
  }),
  live: route('GET', '/journeys/:id/live', EVERYONE, 'Where people stand, by one version or by all: entered = inside + exited, always', {
    query: z.strictObject({ version: versionNumber.optional() }),
    reply: liveSchema,
  }),
  nodePeople: route('GET', '/journeys/:id/people', EVERYONE, 'The people behind a number on the canvas', {
    query: z.strictObject({
      node: z.string().max(200),
      what: z.enum(NODE_PEOPLE),
      version: versionNumber.optional(),
      cursor: z.string().max(200).optional(),
    }),
    reply: pageOf(customerSchema),
  }),
  versions: route('GET', '/journeys/:id/versions', EVERYONE, 'Published versions', { reply: pageOf(versionSchema) }),
  journeyVersion: route('GET', '/journeys/:id/versions/:number', EVERYONE, 'A published version as it was drawn', {
    reply: journeyVersionSchema,
  }),
};
