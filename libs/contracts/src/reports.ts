import { z } from 'zod';
import { localeSchema } from './access.js';
import { daySchema, idSchema, instantSchema, pageOf } from './common.js';
import { customerSchema } from './customers.js';
import { versionNumber } from './node-people.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

/** Treated minus held out, intention to treat; null where nobody was held out. Rates are shares (0.06 = 6 points). */
export const liftSchema = z.object({
  treated: z.int(),
  heldOut: z.int(),
  treatedRate: z.number(),
  heldOutRate: z.number(),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** The smallest true difference that a test of this size shows with 80 % power at 5 %. */
  minimumDetectable: z.number(),
});
export type Lift = z.infer<typeof liftSchema>;

const counts = {
  targeted: z.int(),
  heldOut: z.int(),
  suppressed: z.record(z.string(), z.int()),
  sent: z.int(),
  delivered: z.int(),
  bounced: z.int(),
  failed: z.int(),
  unknown: z.int(),
  pending: z.int(),
  opened: z.int(),
  machineOpened: z.int(),
  clicked: z.int(),
  unsubscribed: z.int(),
  complained: z.int(),
  responded: z.int(),
  converted: z.int(),
  value: z.int(),
  responseRate: z.number().nullable(),
};

/**
 * The findings of a report, in the order in which they are said; each names the numbers its sentence needs.
 * `delivered` {delivered, responded, responseRate} · `lift` {difference, low, high} · `lift_unclear` {difference, low, high, minimumDetectable} ·
 * `no_control` · `control_cannot_respond` (the response is a click) · `best_arm` {arm, perThousand, runnerUp, runnerUpPerThousand} ·
 * `sample_ratio_broken` {p} · `suppressed` {reason, people} · `unknown` {people} · `pending` {people} · `window_open` {until} ·
 * `next_non_responders` {people} · `next_fix_reach` {reason, people} · `nobody_decided`.
 */
export const FINDINGS = [
  'nobody_decided',
  'delivered',
  'lift',
  'lift_unclear',
  'no_control',
  'control_cannot_respond',
  'best_arm',
  'sample_ratio_broken',
  'suppressed',
  'unknown',
  'pending',
  'window_open',
  'next_non_responders',
  'next_fix_reach',
] as const;
export type FindingCode = (typeof FINDINGS)[number];

/** Money in minor units by currency, besides the currency of `value`. */
const otherValueSchema = z.record(z.string(), z.int());

export const reportNodeSchema = z.object({
  nodeId: z.string(),
  name: z.string(),
  channel: z.string(),
  ...counts,
  otherValue: otherValueSchema,
});
export const reportArmSchema = z.object({
  nodeId: z.string(),
  armId: z.string(),
  name: z.string(),
  control: z.boolean(),
  people: z.int(),
  delivered: z.int(),
  responded: z.int(),
  responseRate: z.number(),
  converted: z.int(),
  conversionRate: z.number(),
  value: z.int(),
  otherValue: otherValueSchema,
  lift: liftSchema.nullable(),
});

/** When a report is read for good: the next morning, and again three and seven days after the send day. */
export const READINGS = ['first', 'd3', 'd7'] as const;
export type ReadingName = (typeof READINGS)[number];

/** What one reading said, in short; `difference`, `low` and `high` are those of its lift. */
export const readingSchema = z.object({
  reading: z.enum(READINGS),
  takenAt: instantSchema,
  sent: z.int(),
  delivered: z.int(),
  responded: z.int(),
  responseRate: z.number().nullable(),
  converted: z.int(),
  value: z.int(),
  currency: z.string(),
  otherValue: otherValueSchema,
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Reading = z.infer<typeof readingSchema>;

export const reportSchema = z.object({
  journey: z.object({ id: idSchema, name: z.string() }),
  day: daySchema,
  timeZone: z.string(),
  /** When these numbers were counted: now, or some minutes ago where counting takes long. */
  countedAt: instantSchema,
  /** Of `value`: the currency most conversions have. Money in others stands in `otherValue`. */
  currency: z.string(),
  otherValue: otherValueSchema,
  /** What counts as a response, and for how long. */
  response: z.object({ event: z.string().nullable(), window: z.string() }),
  goal: z.object({ event: z.string(), window: z.string() }).nullable(),
  ...counts,
  lift: liftSchema.nullable(),
  conversionLift: liftSchema.nullable(),
  /** Did the split come out as planned? `ok` false: p < 0.001, so don't trust the comparison. */
  sampleRatio: z.object({ ok: z.boolean(), p: z.number() }).nullable(),
  byNode: z.array(reportNodeSchema),
  byArm: z.array(reportArmSchema),
  /** Which sentences to say, with their numbers; the page words them in the reader's language. */
  findings: z.array(z.object({ code: z.enum(FINDINGS), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  /** When the first reading is due, and whether the response window of everyone in it has closed. */
  readyAt: instantSchema,
  complete: z.boolean(),
  /** The readings that were taken, the first one first; they stay as they were. */
  readings: z.array(readingSchema),
  /** Those that are still to be taken, with the instant at which they are. */
  upcoming: z.array(z.object({ reading: z.enum(READINGS), dueAt: instantSchema })),
});
export type Report = z.infer<typeof reportSchema>;

export const REPORT_PEOPLE = [
  'targeted',
  'heldOut',
  'suppressed',
  'sent',
  'delivered',
  'bounced',
  'opened',
  'clicked',
  'unsubscribed',
  'responded',
  'notResponded',
  'converted',
] as const;
export type ReportPeople = (typeof REPORT_PEOPLE)[number];

const dayQuery = z.strictObject({ day: daySchema });
/** The language of a file's headings; columns of a CSV keep their names for scripts where none is asked for. */
const fileQuery = z.strictObject({ day: daySchema, locale: localeSchema.optional() });
const peopleQuery = z.strictObject({
  day: daySchema,
  what: z.enum(REPORT_PEOPLE),
  nodeId: z.string().max(200).optional(),
  armId: z.string().max(200).optional(),
  /** Narrows `suppressed` to one reason. */
  reason: z.string().max(40).optional(),
});

/** Which journeys' reports a person gets by mail each morning, and at which wall time of the workspace. */
export const morningMailSchema = z.object({
  all: z.boolean(),
  journeys: z.array(z.object({ id: idSchema, name: z.string() })),
  at: z.string(),
});
export type MorningMail = z.infer<typeof morningMailSchema>;

export const sendDaySchema = z.object({
  journeyId: idSchema,
  journeyName: z.string(),
  day: daySchema,
  sent: z.int(),
  heldOut: z.int(),
  suppressed: z.int(),
});
export type SendDay = z.infer<typeof sendDaySchema>;

/** The morning brief: yesterday's sends, what needs attention, what runs. */
export const homeSchema = z.object({
  day: daySchema,
  yesterday: z.array(
    z.object({
      journeyId: idSchema,
      name: z.string(),
      day: daySchema,
      sent: z.int(),
      responded: z.int(),
      responseRate: z.number().nullable(),
      lift: liftSchema.nullable(),
    }),
  ),
  /** Codes: `connector_failing` {name, message}, `connector_paused` {name}, `journey_paused` {name}, `journey_breaker` {name, most}, `stalled_people` {name, count, since}, `stalled_messages` {name, count, since, connector}, `people_lost` {count}, `messages_unknown` {name, people}, `import_failed` {fileName}, `source_failing` {name, message}, `send_mode` {mode}. */
  attention: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])), link: z.string() })),
  running: z.array(z.object({ journeyId: idSchema, name: z.string(), inside: z.int(), nextAt: instantSchema.nullable() })),
  customers: z.int(),
  empty: z.boolean(),
});
export type Home = z.infer<typeof homeSchema>;

export const reportRoutes = {
  report: route('GET', '/journeys/:id/report', EVERYONE, 'The response report of a send day', { query: dayQuery, reply: reportSchema }),
  reportPeople: route('GET', '/journeys/:id/report/people', EVERYONE, 'The people behind a number of the report', {
    query: peopleQuery.extend({ cursor: z.string().max(200).optional() }),
    reply: pageOf(customerSchema),
  }),
  reportPeopleCsv: route('GET', '/journeys/:id/report/people.csv', EVERYONE, 'All people behind a number of the report, as CSV', {
    query: peopleQuery.extend({ locale: localeSchema.optional() }),
    status: 200,
  }),
  reportPeopleXlsx: route('GET', '/journeys/:id/report/people.xlsx', EVERYONE, 'All people behind a number of the report, as XLSX', {
    query: peopleQuery.extend({ locale: localeSchema.optional() }),
    status: 200,
  }),
  reportCsv: route('GET', '/journeys/:id/report.csv', EVERYONE, 'The people of a report as CSV: one row each with what became of them', {
    query: fileQuery,
    status: 200,
  }),
  reportXlsx: route(
    'GET',
    '/journeys/:id/report.xlsx',
    EVERYONE,
    'The report as an XLSX workbook: summary, nodes, arms, suppressed by reason, readings',
    { query: fileQuery, status: 200 },
  ),
  responses: route('GET', '/journeys/:id/responses', EVERYONE, 'How many responded at each send since the launch, over all send days', {
    query: z.strictObject({ version: versionNumber.optional() }),
    reply: z.object({ nodes: z.array(z.object({ id: z.string(), reached: z.int(), responded: z.int() })) }),
  }),
  reportDays: route('GET', '/journeys/:id/report/days', EVERYONE, "A journey's send days, newest first", { reply: pageOf(sendDaySchema) }),
  sendDays: route('GET', '/reports', EVERYONE, 'Send days of all journeys, newest first', {
    query: z.strictObject({ cursor: z.string().max(100).optional() }),
    reply: pageOf(sendDaySchema),
  }),
  morningMail: route('GET', '/me/morning-mail', EVERYONE, 'Which reports I get by mail each morning', { reply: morningMailSchema }),
  changeMorningMail: route('PATCH', '/me/morning-mail', EVERYONE, 'Follow or leave the reports of all journeys, or of one', {
    body: z.strictObject({ all: z.boolean(), follow: idSchema, leave: idSchema }).partial(),
    reply: morningMailSchema,
  }),
  home: route('GET', '/home', EVERYONE, 'The morning brief', { reply: homeSchema }),
  search: route('GET', '/search', EVERYONE, 'Journeys, customers, segments and templates by name', {
    query: z.strictObject({ query: z.string().min(1).max(200) }),
    reply: z.object({ items: z.array(z.object({ kind: z.string(), id: idSchema, name: z.string(), detail: z.string() })) }),
  }),
  loadDemo: route('POST', '/demo', BUILDERS, 'Fill an empty workspace with demo data; 409 where it is not empty', {
    reply: z.object({ state: z.string() }),
    status: 202,
  }),
  demo: route('GET', '/demo', EVERYONE, 'How far the demo data is', {
    reply: z.object({ state: z.enum(['none', 'running', 'done', 'failed']), done: z.int(), total: z.int() }),
  }),
  clock: route('GET', '/testing/clock', ADMINS, 'The instant of the virtual clock', { reply: z.object({ now: instantSchema }) }),
  advanceClock: route(
    'POST',
    '/testing/clock',
    ADMINS,
    'Move the virtual clock on, and answer when everything that came due has been carried out',
    {
      body: z.strictObject({ advance: z.string().max(40) }),
      reply: z.object({ now: instantSchema }),
    },
  ),
};
