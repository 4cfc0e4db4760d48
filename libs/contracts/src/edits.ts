import { NODE_KINDS } from '@wayfare/journey';
import { z } from 'zod';
import { instantSchema } from './common.js';
import { journeySchema } from './journeys.js';
import { BUILDERS, EVERYONE, route } from './route.js';

const kind = z.enum(NODE_KINDS);
const field = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });

/**
 * What publishing with `move` does to people where they stand: `stay`: they wait on as before; `anew`: what the step does is done anew, counted from the moment they came to it: `over` of them go on
 * at once, the others between `earliest` and `latest`; `gone`: the step is no longer there, and somebody has to say where they go. `null`: the draft can't be published yet.
 */
const effect = z.discriminatedUnion('does', [
  z.object({ does: z.literal('stay') }),
  z.object({ does: z.literal('anew'), over: z.int(), earliest: instantSchema.nullable(), latest: instantSchema.nullable() }),
  z.object({ does: z.literal('gone') }),
]);

/** The draft against the version that runs. */
export const journeyChangesSchema = z.object({
  /** The number of the version that runs; null where none was published. */
  version: z.int().nullable(),
  nodes: z.array(
    z.object({ nodeId: z.string(), kind, name: z.string(), change: z.enum(['added', 'removed', 'changed']), fields: z.array(field) }),
  ),
  lines: z.array(z.object({ source: z.string(), handle: z.string().nullable(), target: z.string(), change: z.enum(['added', 'removed']) })),
  settings: z.array(field),
  /** Where people stand now, by whichever version. */
  standing: z.array(z.object({ version: z.int(), nodeId: z.string(), kind, name: z.string(), people: z.int(), effect: effect.nullable() })),
  /**
   * Experiments in which people were: `goes_on`: their arms and shares are the same; `anew`: another one begins, and what this one has shown stays in the report; `ends`: its step is gone.
   */
  experiments: z.array(z.object({ nodeId: z.string(), name: z.string(), people: z.int(), does: z.enum(['goes_on', 'anew', 'ends']) })),
  /** The steps to which the people of a step that is gone may be sent. */
  targets: z.array(z.string()),
});
export type JourneyChanges = z.infer<typeof journeyChangesSchema>;

export const editRoutes = {
  journeyChanges: route(
    'GET',
    '/journeys/:id/changes',
    EVERYONE,
    'The draft against the running version, and what publishing it does to the people inside',
    {
      reply: journeyChangesSchema,
    },
  ),
  restoreVersion: route(
    'POST',
    '/journeys/:id/versions/:number/restore',
    BUILDERS,
    'Put a published version into the draft (If-Match); nothing runs until it is published',
    {
      reply: journeySchema,
    },
  ),
};
