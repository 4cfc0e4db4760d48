import { z } from 'zod';
import { instantSchema } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

/** Why the shares became what they are: by Thompson sampling; decided by itself, on an arm that was likely enough to be best, on one that only led, or on none; by somebody; or taken back. */
export const ALLOCATION_WHYS = ['shared', 'decided', 'best', 'kept', 'chosen', 'undone'] as const;

/**
 * `waiting`: nobody has come yet. `running`: people are shared out. `decided`: everyone goes to one arm. `kept`: no arm was good enough, the split goes on. `byHand`: somebody took back what it
 * had decided; it decides no more by itself. `replaced`: an edit of its arms has begun another one.
 */
export const EXPERIMENT_STATES = ['waiting', 'running', 'decided', 'kept', 'byHand', 'replaced'] as const;

const armSchema = z.object({
  armId: z.string(),
  name: z.string(),
  control: z.boolean(),
  /** The share of the people who come now, 0 … 1. */
  share: z.number(),
  people: z.int(),
  /** Those whose window has closed: only they count for what follows. */
  closed: z.int(),
  hits: z.int(),
  rate: z.number().nullable(),
  /** That its rate is the highest. */
  probability: z.number(),
  /** Against the reference arm, with a 95 % interval; shares, not points. Null: it is the reference, or one of the two has nobody. */
  difference: z
    .object({
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      /** The smallest true difference that arms of this size show with 80 % power at 5 %. */
      minimumDetectable: z.number(),
    })
    .nullable(),
});

export const experimentSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  state: z.enum(EXPERIMENT_STATES),
  mode: z.enum(['winner', 'thompson']),
  measure: z.enum(['response', 'conversion']),
  /** Null: a click or a reply. */
  event: z.string().nullable(),
  /** How long what is measured counts, from the instant at which somebody came. */
  window: z.string(),
  begunAt: instantSchema.nullable(),
  people: z.int(),
  closed: z.int(),
  /** The arm with which the others are compared: the control, else the first. */
  reference: z.string(),
  arms: z.array(armSchema),
  /** Null: never by itself. */
  decides: z
    .object({
      people: z.int().nullable(),
      at: instantSchema.nullable(),
      confidence: z.number(),
      otherwise: z.enum(['keep', 'best']),
      /** About when, going by the people who have come and come still; null: nobody can tell. */
      expectedAt: instantSchema.nullable(),
    })
    .nullable(),
  /** The last decision in force. */
  decision: z
    .object({
      at: instantSchema,
      why: z.enum(ALLOCATION_WHYS),
      armId: z.string().nullable(),
      /** Of that arm, when it was decided. */
      probability: z.number().nullable(),
      closed: z.int(),
      actor: z.string().nullable(),
    })
    .nullable(),
  /** Whether as many came into each arm as its share said; null: nobody can tell. */
  sampleRatio: z.object({ ok: z.boolean(), p: z.number() }).nullable(),
  /** The shares that were decided on, the newest first. */
  history: z.array(
    z.object({
      from: instantSchema,
      why: z.enum(ALLOCATION_WHYS),
      armId: z.string().nullable(),
      actor: z.string().nullable(),
      shares: z.record(z.string(), z.number()),
    }),
  ),
});
export type Experiment = z.infer<typeof experimentSchema>;

export const experimentRoutes = {
  experiments: route(
    'GET',
    '/journeys/:id/experiments',
    EVERYONE,
    'How the experiments of a launched journey stand, and when they are decided',
    {
      reply: z.object({ items: z.array(experimentSchema) }),
    },
  ),
  chooseArm: route(
    'POST',
    '/journeys/:id/experiments/:nodeId/choose',
    BUILDERS,
    'Decide an experiment by hand: everyone who comes from now on goes to the arm; null takes back what was decided',
    { body: z.strictObject({ arm: z.string().max(200).nullable() }) },
  ),
};
