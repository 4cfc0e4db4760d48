import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { customerSchema, listSchema } from './customers.js';
import { EVERYONE, route } from './route.js';

const daySchema = z.iso.date();

/** A day of a segment: how many it held, and how many came and went since the day before; null where the question was new. */
export const segmentDaySchema = z.object({ day: daySchema, people: z.int(), entered: z.int().nullable(), left: z.int().nullable() });
export type SegmentDay = z.infer<typeof segmentDaySchema>;

export const USE_KINDS = ['segment', 'journey', 'draft', 'list'] as const;

/** What names a segment or a list. What `holds` it keeps it from being deleted. */
export const useSchema = z.object({ kind: z.enum(USE_KINDS), id: idSchema, name: z.string(), holds: z.boolean() });
export type Use = z.infer<typeof useSchema>;
const usesReply = z.object({ uses: z.array(useSchema) });

/** Journeys whose messages and stays conditions may ask for, with their sends; templates as well. Those put away are told too: what they sent stays sent. */
export const historySourcesSchema = z.object({
  journeys: z.array(z.object({ id: idSchema, name: z.string(), sends: z.array(z.object({ id: z.string(), name: z.string() })) })),
  templates: z.array(z.object({ id: idSchema, name: z.string() })),
});
export type HistorySources = z.infer<typeof historySourcesSchema>;

export const segmentRoutes = {
  historySources: route('GET', '/catalogue/history', EVERYONE, 'Journeys, their sends, and templates, for questions about what was sent', {
    reply: historySourcesSchema,
  }),
  segmentDays: route(
    'GET',
    '/segments/:id/days',
    EVERYONE,
    'How many people a segment held on each of the last days, how many came and how many went',
    {
      reply: z.object({
        days: z.array(segmentDaySchema),
        /** Since when it has been looked at as it is now; null: not yet. */
        since: instantSchema.nullable(),
      }),
    },
  ),
  segmentMoves: route('GET', '/segments/:id/moves', EVERYONE, 'Who came into a segment on a day, or went', {
    query: pageQuery.extend({ what: z.enum(['entered', 'left']), day: daySchema }),
    reply: pageOf(customerSchema),
  }),
  segmentUses: route('GET', '/segments/:id/uses', EVERYONE, 'What names a segment', { reply: usesReply }),
  list: route('GET', '/lists/:id', EVERYONE, 'One list', { reply: listSchema }),
  listUses: route('GET', '/lists/:id/uses', EVERYONE, 'What names a list', { reply: usesReply }),
};
