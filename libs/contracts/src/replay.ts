import { z } from 'zod';
import { instantSchema } from './common.js';
import { EVERYONE, route } from './route.js';

const counts = z.record(z.string(), z.int());

/**
 * One day of a journey, or one hour of a young one: what happened from `from` until before `until`, and where people stood at its end. `entered` minus what `exited` adds up to, from the first frame on, is the
 * sum of `here`: at each frame.
 */
export const replayFrameSchema = z.object({
  from: instantSchema,
  until: instantSchema,
  /** The number of the version that ran at its end; null before the first was published. */
  version: z.int().nullable(),
  entered: z.int(),
  /** By reason. */
  exited: counts,
  /** By node, whichever version they go by; only where somebody stands. */
  here: counts,
  /** People who took each way out of a node. */
  flows: z.array(z.object({ source: z.string(), handle: z.string().nullable(), target: z.string(), people: z.int() })),
  /** Messages handed over, by node. */
  sent: counts,
});
export type ReplayFrame = z.infer<typeof replayFrameSchema>;

/** A journey from the first who entered to now, or to the last who left where it has ended; without a gap. No frames: nobody has ever entered. */
export const replaySchema = z.object({
  timeZone: z.string(),
  step: z.enum(['day', 'hour']),
  /** Every step that any version has, as it was called last: people stand at steps too that are gone from the drawing. */
  steps: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })),
  frames: z.array(replayFrameSchema),
});
export type Replay = z.infer<typeof replaySchema>;

export const replayRoutes = {
  replay: route('GET', '/journeys/:id/replay', EVERYONE, 'How people went through a journey, by day; by hour in its first two days', {
    reply: replaySchema,
  }),
};
