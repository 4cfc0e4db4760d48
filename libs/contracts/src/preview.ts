import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { EVERYONE, route } from './route.js';

/** Why a step did with a person what it did; `values` are what it went by. */
export const BECAUSE = [
  'came_in',
  'waited',
  'no_wait',
  'timed_out',
  'path_holds',
  'no_path_holds',
  'under_limit',
  'at_limit',
  'in_band',
  'no_number',
  'arm_by_hash',
  'arm_by_attribute',
  'arm_by_experiment',
  'got_code',
  'no_code',
  'task_made',
  'task_done',
  'task_not_done',
  'changed',
  'sent',
  'deferred',
  'suppressed',
  'told',
  'left',
  'ended',
  'stands_here',
  'went_on',
] as const;

export const previewStepSchema = z.object({
  nodeId: z.string(),
  at: instantSchema,
  leftAt: instantSchema.nullable(),
  handle: z.string().nullable(),
  because: z.object({ code: z.enum(BECAUSE), values: z.record(z.string(), z.string()) }),
});

export const previewReplySchema = z.object({
  customerId: idSchema,
  at: instantSchema,
  until: instantSchema,
  steps: z.array(previewStepSchema),
  exit: z.object({ at: instantSchema, reason: z.string(), nodeId: z.string() }).nullable(),
});
export type JourneyPreview = z.infer<typeof previewReplySchema>;
export type PreviewStep = z.infer<typeof previewStepSchema>;

export const previewRoutes = {
  previewJourney: route(
    'POST',
    '/journeys/:id/preview',
    EVERYONE,
    'The way of one customer through the draft, if they came in at an instant and did nothing: every step with the reason',
    { body: z.strictObject({ customerId: idSchema, at: instantSchema.optional() }), reply: previewReplySchema },
  ),
};
