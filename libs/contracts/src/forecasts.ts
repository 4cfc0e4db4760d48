import { z } from 'zod';
import { daySchema, idSchema, instantSchema, moneySchema } from './common.js';
import { EVERYONE, route } from './route.js';

/** What a forecast takes for granted; `nodes` names the steps that it is about. */
export const ASSUMPTIONS = [
  'nobody_enters_by_events',
  'nobody_acts',
  'events_time_out',
  'tasks_time_out',
  'guard_confirmed',
  'not_followed',
  'nobody_opens',
  'history_until_now',
  'experiments_stay',
  'sent_on_time',
  'others_stand_still',
] as const;

const expectedSchema = z.object({
  /** People who answer, out of those who are written to: the middle, and the ends of the 95 % interval. */
  expected: z.number(),
  low: z.number(),
  high: z.number(),
  /** The history that it rests on: send steps, their messages, and how many of these were answered. */
  steps: z.int(),
  messages: z.int(),
  responded: z.int(),
});

export const forecastResultSchema = z.object({
  from: instantSchema,
  until: instantSchema,
  zone: z.string(),
  /** `waiting`: they come in later than the forecast looks. `inside`: on their way when it ends. `refused`: by the rules of entering. */
  people: z.object({ entered: z.int(), heldOut: z.int(), refused: z.int(), waiting: z.int(), inside: z.int() }),
  exits: z.record(z.string(), z.int()),
  nodes: z.array(
    z.object({ id: z.string(), arrived: z.int(), here: z.int(), days: z.array(z.object({ day: daySchema, people: z.int() })) }),
  ),
  channels: z.array(
    z.object({
      channel: z.string(),
      /** Messages that leave within the time looked at. */
      messages: z.int(),
      days: z.array(z.object({ day: daySchema, messages: z.int() })),
      /** Of these: why some leave later than their step. */
      deferred: z.record(z.string(), z.int()),
      /** They are due after the end of the time looked at. */
      later: z.int(),
      /** Their people leave the journey before they are due. */
      cancelled: z.int(),
      suppressed: z.record(z.string(), z.int()),
      /** null: there is no history that says anything. */
      responses: expectedSchema.nullable(),
      /** null: no price is set for the channel. */
      cost: moneySchema.nullable(),
    }),
  ),
  /** Of steps that hand out coupons: how many get a code, and for how many the pool has none left. */
  coupons: z.array(z.object({ nodeId: z.string(), issued: z.int(), empty: z.int() })),
  assumptions: z.array(z.object({ code: z.enum(ASSUMPTIONS), nodes: z.array(z.string()) })),
});
export type ForecastResult = z.infer<typeof forecastResultSchema>;

export const FORECAST_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export const forecastSchema = z.object({
  id: idSchema,
  journeyId: idSchema,
  /** The draft's. */
  revision: z.int(),
  state: z.enum(FORECAST_STATES),
  /** 0 … 1. */
  progress: z.number(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  result: forecastResultSchema.nullable(),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const forecastRoutes = {
  forecastJourney: route(
    'POST',
    '/journeys/:id/forecast',
    EVERYONE,
    'Work out what the draft would do if it were launched now; 422 with the problems',
    {
      body: z.strictObject({
        /** How far to look, in days; 30 where absent. */
        days: z.int().min(1).max(366).optional(),
        /** Anew, also where one of the same draft was made a short while ago. */
        again: z.boolean().optional(),
      }),
      reply: z.object({ id: idSchema }),
      status: 202,
    },
  ),
  forecast: route('GET', '/forecasts/:id', EVERYONE, 'A forecast: how far it has come, and what it says', { reply: forecastSchema }),
  cancelForecast: route('POST', '/forecasts/:id/cancel', EVERYONE, 'Work on it no further', { reply: forecastSchema }),
};
