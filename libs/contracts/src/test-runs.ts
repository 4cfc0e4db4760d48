import { durationSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { previewStepSchema } from './preview.js';
import { BUILDERS, EVERYONE, route } from './route.js';

export const MOST_TEST_PEOPLE = 20;
/** How fast a run is shown: all at once, or a day of the journey in ten seconds. The run itself takes as long as it takes to send its mails. */
export const TEST_SPEEDS = ['instant', 'day-in-ten-seconds'] as const;

/**
 * Something that a test person does: `after` the run has begun or, with `afterNode`, after they came to that node. `message.opened` and `message.clicked` with `afterNode` are about the message of that
 * node, counted from when it was handed over; where they get none, nothing happens.
 */
const happeningSchema = z.strictObject({
  customerId: idSchema,
  name: z.string().min(1).max(200),
  after: durationSchema,
  afterNode: z.string().max(200).optional(),
  properties: z.record(z.string().max(200), z.union([z.string().max(4000), z.number(), z.boolean(), z.null()])).optional(),
});
export type TestHappening = z.infer<typeof happeningSchema>;

const runBodySchema = z
  .strictObject({
    customerIds: z.array(idSchema).min(1).max(MOST_TEST_PEOPLE).optional(),
    /** The people of a list, where they are no more than may go. */
    listId: idSchema.optional(),
    speed: z.enum(TEST_SPEEDS).default('day-in-ten-seconds'),
    events: z.array(happeningSchema).max(100).default([]),
    /** Where mails go: one of the workspace's test addresses, or one's own. Absent: one's own, else the first test address. */
    to: z.email().optional(),
  })
  .refine(({ customerIds, listId }) => (customerIds === undefined) !== (listId === undefined), 'name customers, or a list');

export const TEST_RUN_STATES = ['queued', 'running', 'sending', 'done', 'failed'] as const;
/** `waiting`: about to be sent. `not_sent`: it would have been, but test runs don't do that: the reason says why. `later`: it is due after the time looked at. */
export const TEST_MESSAGE_STATES = ['waiting', 'sent', 'failed', 'not_sent', 'suppressed', 'cancelled', 'later'] as const;

const messageSchema = z.object({
  customerId: idSchema,
  nodeId: z.string(),
  channel: z.string(),
  templateId: idSchema,
  decidedAt: instantSchema,
  /** By the clock of the run: when it was handed over, or would be. */
  at: instantSchema,
  state: z.enum(TEST_MESSAGE_STATES),
  /** Of those suppressed, a reason of the one vocabulary; of those not sent, `webhook`, `never` or `too_many`; of those that failed, what the provider said. */
  reason: z.string().nullable(),
  /** The test address that it was really sent to. */
  to: z.string().nullable(),
  subject: z.string().nullable(),
});
export type TestMessage = z.infer<typeof messageSchema>;

const personSchema = z.object({
  customerId: idSchema,
  name: z.string(),
  steps: z.array(previewStepSchema),
  exit: z.object({ at: instantSchema, reason: z.string(), nodeId: z.string() }).nullable(),
});

export const testRunResultSchema = z.object({
  from: instantSchema,
  until: instantSchema,
  people: z.array(personSchema),
  messages: z.array(messageSchema),
});
export type TestRunResult = z.infer<typeof testRunResultSchema>;

export const testRunSchema = z.object({
  id: idSchema,
  journeyId: idSchema,
  /** The draft's. */
  revision: z.int(),
  state: z.enum(TEST_RUN_STATES),
  speed: z.enum(TEST_SPEEDS),
  createdAt: instantSchema,
  /** Null until people have gone through. */
  result: testRunResultSchema.nullable(),
});
export type TestRun = z.infer<typeof testRunSchema>;

export const testRunRoutes = {
  startTestRun: route(
    'POST',
    '/journeys/:id/test-runs',
    BUILDERS,
    'Send chosen people through the draft, in seconds; their mails go to a test address, marked [Test]. Nothing of it counts anywhere; 422 with the problems',
    { body: runBodySchema, reply: z.object({ id: idSchema }), status: 202 },
  ),
  testRun: route('GET', '/journeys/:id/test-runs/:number', EVERYONE, 'A test run: who went which way, and what was sent', {
    reply: testRunSchema,
  }),
};
