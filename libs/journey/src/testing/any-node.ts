import type { Condition, PropertyTest } from '@wayfare/kernel';
import { conditions, type LeafKind, VOCABULARY } from '@wayfare/kernel/testing';
import fc from 'fast-check';
import type { NodeKind } from '../graph/schema.js';
import type { JourneySettings } from '../graph/settings.js';
import { PROBLEMS } from '../problems/codes.js';
import { conditionFindings } from '../problems/conditions.js';
import { connectorFor, type GraphContext } from '../problems/known.js';
import {
  audience,
  branch,
  coupon,
  decileSplit,
  eventEntry,
  experiment,
  frequencyCheck,
  type Sketch,
  scoreSplit,
  send,
  split,
  splitBy,
  task,
  timeWindow,
  update,
  wait,
  waitDate,
  waitEvent,
  waitUntil,
  webhook,
} from './nodes.js';

export type MiddleKind = Exclude<NodeKind, 'audience' | 'event-entry' | 'go-to' | 'exit' | 'note'>;

export interface ArbitraryContext {
  readonly known: GraphContext;
  /** Nodes on whose messages conditions may ask. */
  readonly nodes: readonly string[];
  readonly leaves: readonly LeafKind[];
}

/** Of a journey that nobody plays: what it was stands still. */
const ofPast: PropertyTest[] = [{ property: 'journey', is: 'eq', value: VOCABULARY.journeys[0] }];

/** Conditions that are likely to part people, among many that hardly do. */
const LIKELY: readonly Condition[] = [
  { consent: 'email' },
  { tag: 'vip' },
  { attribute: 'vip', is: 'exists' },
  { attribute: 'age', is: 'gte', value: 1 },
  { event: 'purchase', within: 'P3D' },
  { not: { event: 'visit', count: { gte: 2 } } },
  { messages: 'opened', within: 'P1Y', where: ofPast },
  {
    not: {
      any: [
        { enrollments: 'inside', where: ofPast },
        { messages: 'notSent', where: ofPast },
      ],
    },
  },
];

const conditionsIn = ({ known, nodes, leaves }: ArbitraryContext): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.constantFrom(...LIKELY),
    conditions({
      nodes,
      leaves: nodes.length > 0 ? [...leaves, 'message'] : leaves,
      lists: [...known.lists],
      segments: [...known.segments],
      depth: 1,
    }).filter((condition) => conditionFindings({ name: '', condition }, known).every(({ code }) => PROBLEMS[code].severity === 'warning')),
  );

const eventNames = fc.constantFrom(...VOCABULARY.events);
const durations = fc.constantFrom('PT1M', 'PT90M', 'P1D', 'P2D', 'P1W', 'P1M');
const clockTimes = fc.constantFrom('00:00', '02:30', '09:00', '23:59');

const wheres: fc.Arbitrary<PropertyTest[]> = fc.constantFrom<PropertyTest[]>(
  [],
  [],
  [{ property: 'amount', is: 'exists' }],
  [{ property: 'amount', is: 'gte', value: 1 }],
);
const matches = fc.record({ event: eventNames, where: wheres });

const reentries = fc.constantFrom({ policy: 'never' as const }, { policy: 'always' as const }, { policy: 'after' as const, after: 'P3D' });
const holdouts = fc.constantFrom(0, 0, 0, 0.1, 0.5);

export const entrySketch = (kind: 'audience' | 'event-entry', context: ArbitraryContext): fc.Arbitrary<Sketch> =>
  kind === 'audience'
    ? fc
        .record({
          condition: fc.option(conditionsIn({ ...context, nodes: [] }), { nil: undefined, freq: 1 }),
          reentry: reentries,
          holdout: holdouts,
        })
        .map(({ condition, ...entry }) => audience({ ...(condition ? { condition } : {}), ...entry }))
    : fc
        .record({ match: matches, reentry: reentries, holdout: holdouts })
        .map(({ match, ...entry }) => eventEntry(match.event, { where: match.where, ...entry }));

const waits = (): fc.Arbitrary<Sketch> =>
  fc.oneof(
    durations.map(wait),
    fc
      .tuple(clockTimes, fc.subarray([1, 2, 3, 4, 5, 6, 7]), fc.constantFrom('customer' as const, 'workspace' as const))
      .map(([time, weekdays, zone]) => waitUntil(time, { weekdays, zone })),
    fc
      .record({ offset: fc.constantFrom('-P3D', 'P1M', 'P2Y', 'P0D'), time: clockTimes, yearly: fc.boolean() }, { requiredKeys: [] })
      .chain((rule) => fc.constantFrom('joined', 'city', 'createdAt').map((attribute) => waitDate(attribute, rule))),
  );

const timeWindows = (): fc.Arbitrary<Sketch> =>
  fc
    .tuple(clockTimes, clockTimes, fc.subarray([1, 2, 3, 4, 5, 6, 7]), fc.constantFrom('customer' as const, 'workspace' as const))
    .map(([from, to, weekdays, zone]) => timeWindow(from, to, { weekdays, zone }));

const branches = (context: ArbitraryContext): fc.Arbitrary<Sketch> =>
  fc
    .array(conditionsIn(context), { minLength: 1, maxLength: 3 })
    .map((asked) => branch(Object.fromEntries(asked.map((condition, at) => [`p${at + 1}`, condition]))));

const frequencyChecks = (): fc.Arbitrary<Sketch> =>
  fc
    .record({ channel: fc.constantFrom(undefined, undefined, 'email', 'sms'), limit: fc.constantFrom(1, 1, 2, 3), within: durations })
    .map(({ channel, ...check }) => frequencyCheck({ ...check, ...(channel ? { channel } : {}) }));

const scoreSplits = (): fc.Arbitrary<Sketch> =>
  fc
    .tuple(
      fc.constantFrom(...VOCABULARY.attributes, 'locale'),
      fc.uniqueArray(fc.constantFrom(-1, 0, 1, 1.5, 5, 100), { minLength: 1, maxLength: 3 }),
    )
    .map(([attribute, bounds]) => {
      const rising = [...bounds].sort((one, other) => one - other);
      return scoreSplit(attribute, { ...Object.fromEntries(rising.map((below, at) => [`b${at + 1}`, below])), rest: undefined });
    });

const decileSplits = (): fc.Arbitrary<Sketch> =>
  fc
    .tuple(fc.constantFrom(...VOCABULARY.attributes), fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }))
    .map(([attribute, tenths]) => {
      const rising = [...tenths].sort((one, other) => one - other);
      return decileSplit(attribute, { ...Object.fromEntries(rising.map((to, at) => [`b${at + 1}`, to])), rest: undefined });
    });

const weights = fc
  .array(fc.constantFrom(0, 1, 1, 2, 7.5), { minLength: 2, maxLength: 4 })
  .filter((all) => all.some((weight) => weight > 0));

const splits = (): fc.Arbitrary<Sketch> =>
  fc.oneof(
    { weight: 4, arbitrary: weights.map((all) => split(Object.fromEntries(all.map((weight, at) => [`a${at + 1}`, weight])))) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('city', 'age', 'locale').map((attribute) => splitBy(attribute, 'Berlin', '5', 'true', 'zh-CN')),
    },
  );

const experiments = (): fc.Arbitrary<Sketch> =>
  fc
    .record({
      all: fc.array(fc.constantFrom(1, 1, 2, 7.5), { minLength: 2, maxLength: 4 }),
      mode: fc.constantFrom('winner' as const, 'thompson' as const),
      after: fc.constantFrom({ people: 2 }, { people: 5 }, { duration: 'P2D' }, { people: 4, duration: 'P3D' }),
      otherwise: fc.constantFrom('keep' as const, 'best' as const),
    })
    .map(({ all, mode, after, otherwise }) =>
      experiment(Object.fromEntries(all.map((weight, at) => [`a${at + 1}`, weight])), {
        mode,
        decide: { after, confidence: 0.6, otherwise },
      }),
    );

const tags = fc.subarray([...VOCABULARY.tags]);

const updates = ({ known }: ArbitraryContext): fc.Arbitrary<Sketch> =>
  fc
    .record(
      {
        set: fc.dictionary(fc.constantFrom(...VOCABULARY.attributes), fc.constantFrom('Berlin', 5, 1.5, true, null), { maxKeys: 2 }),
        addTags: tags,
        removeTags: tags,
        ...(known.lists.size > 0 ? { addToList: fc.constantFrom(...known.lists) } : {}),
      },
      { requiredKeys: ['set'] },
    )
    .map((change) => update(change));

const templatesOf = ({ known }: ArbitraryContext, channels: readonly string[]) =>
  known.templates.filter(({ channel }) => channels.includes(channel) && connectorFor(channel, undefined, known));

const sends = (context: ArbitraryContext): fc.Arbitrary<Sketch> =>
  fc
    .tuple(
      fc.constantFrom(...templatesOf(context, ['email', 'sms'])),
      fc.record(
        {
          timing: fc.constantFrom('10:00', '23:00').map((fallback) => ({ mode: 'best' as const, fallback })),
          ignoreQuietHours: fc.boolean(),
          ignoreCaps: fc.boolean(),
          expires: fc.constantFrom('PT30M', 'PT12H', 'P2D'),
          purpose: fc.constantFrom(...context.known.purposes.map(({ key }) => key)),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([{ id, channel }, rules]) => send({ channel, templateId: id, ...rules }));

const webhooks = (context: ArbitraryContext): fc.Arbitrary<Sketch> =>
  fc.constantFrom(...templatesOf(context, ['webhook'])).map(({ id }) => webhook({ templateId: id }));

const coupons = ({ known, leaves }: ArbitraryContext): fc.Arbitrary<Sketch> =>
  fc
    .tuple(
      fc.constantFrom(...known.couponPools),
      fc.constantFrom(...known.couponPools),
      fc.option(conditionsIn({ known, nodes: [], leaves }), { nil: null }),
      fc.constantFrom(undefined, 'P30D'),
    )
    .map(([pool, other, tier, validFor]) => coupon(pool, tier ? { [other]: tier } : {}, validFor));

const tasks = (): fc.Arbitrary<Sketch> =>
  fc
    .record(
      { dueIn: durations, timeout: durations, note: fc.constantFrom('', 'Since {{ now }}', 'Lives in {{ customer.attributes.city }}') },
      { requiredKeys: [] },
    )
    .map((data) => task('Call {{ customer.attributes.name }}', data));

const SKETCHES: { readonly [K in MiddleKind]: (context: ArbitraryContext) => fc.Arbitrary<Sketch> } = {
  wait: waits,
  'time-window': timeWindows,
  'wait-event': () => fc.tuple(matches, durations).map(([match, timeout]) => waitEvent(match, timeout)),
  branch: branches,
  'frequency-check': frequencyChecks,
  'score-split': () => fc.oneof(scoreSplits(), decileSplits()),
  split: splits,
  experiment: experiments,
  update: updates,
  send: sends,
  webhook: webhooks,
  coupon: coupons,
  task: tasks,
};

export const middleSketch = (kind: MiddleKind, context: ArbitraryContext): fc.Arbitrary<Sketch> => SKETCHES[kind](context);

/** Mostly none: a goal or an exit condition ends most stays before they have gone far. */
export const settings = (context: ArbitraryContext): fc.Arbitrary<JourneySettings> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: someSettings(context) });

const someSettings = (context: ArbitraryContext): fc.Arbitrary<JourneySettings> =>
  fc.record(
    {
      goal: fc.record({ event: eventNames, window: fc.constantFrom('P1D', 'P7D', 'P30D'), exitOnGoal: fc.boolean() }),
      exitWhen: conditionsIn({ ...context, nodes: [] }),
      timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York'),
      quietHours: fc.constantFrom({ from: '12:00', to: '14:00' }, { from: '18:00', to: '02:30' }),
    },
    { requiredKeys: [] },
  );
