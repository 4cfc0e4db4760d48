import { addDuration, type Profile } from '@wayfare/kernel';
import { personEvents, profiles } from '@wayfare/kernel/testing';
import fc from 'fast-check';
import type { Graph } from '../graph/schema.js';
import type { JourneyEvent } from '../interpret/path.js';
import { TASK_DONE_EVENT } from '../plan.js';
import { type ArbitraryContext, entrySketch, type MiddleKind, middleSketch, settings } from './any-node.js';
import { type Drawn, draw } from './draw.js';
import { LAUNCH } from './launch.js';
import { exit, goTo, type Sketch } from './nodes.js';
import { WORKSPACE } from './workspace.js';

export interface GraphArbitraryOptions extends Partial<ArbitraryContext> {
  /** Kinds of node between entry and exit; all where absent. */
  readonly kinds?: readonly MiddleKind[];
  readonly entries?: readonly ('audience' | 'event-entry')[];
  /** How many nodes stand between entry and exit: 1 to 11 where absent. */
  readonly most?: number;
  /** Whether goals and exit conditions are drawn too; they are where absent. */
  readonly withSettings?: boolean;
}

const ALL: readonly MiddleKind[] = [
  'wait',
  'time-window',
  'wait-event',
  'branch',
  'frequency-check',
  'score-split',
  'split',
  'experiment',
  'update',
  'send',
  'webhook',
  'coupon',
  'task',
];
/** The ways out of a journey: two ends, and one into another journey where there is one. */
const exitsIn = ({ journeys }: ArbitraryContext['known']): Drawn => ({
  end: exit(),
  out: exit(),
  ...(journeys[0] ? { over: goTo(journeys[0].id) } : {}),
});

const waysOutOf = (sketch: Sketch): readonly (string | null)[] => {
  if (sketch.type === 'branch') return [...sketch.data.paths.map(({ id }) => id), 'else'];
  if (sketch.type === 'split' || sketch.type === 'experiment') return sketch.data.arms.map(({ id }) => id);
  if (sketch.type === 'score-split') return [...sketch.data.bands.map(({ id }) => id), 'none'];
  if (sketch.type === 'frequency-check') return ['under', 'over'];
  if (sketch.type === 'coupon') return ['issued', 'empty'];
  if (sketch.type === 'task' && sketch.data.waitForIt) return ['done', 'timeout'];
  return sketch.type === 'wait-event' ? ['matched', 'timeout'] : [null];
};

/** One way out leads to the next node in line, so that all are reached; each other one to any node further on. */
const linesOf = (id: string, sketch: Sketch, ahead: readonly string[]): fc.Arbitrary<string[]> => {
  const ways = waysOutOf(sketch);
  const targets = fc.tuple(
    fc.nat({ max: ways.length - 1 }),
    fc.array(fc.constantFrom(...ahead), { minLength: ways.length, maxLength: ways.length }),
  );
  return targets.map(([chain, others]) =>
    ways.map((way, at) => `${id}${way === null ? '' : `:${way}`} -> ${at === chain ? ahead[0] : others[at]}`),
  );
};

const drawAll = (
  entries: readonly Sketch[],
  middle: readonly Sketch[],
  context: ArbitraryContext,
  withSettings: boolean,
): fc.Arbitrary<Graph> => {
  const exits = exitsIn(context.known);
  const ids = [...middle.map((_, at) => `n${at + 1}`), ...Object.keys(exits)];
  const nodes: Drawn = {
    ...Object.fromEntries(entries.map((sketch, at) => [`in${at + 1}`, sketch])),
    ...Object.fromEntries(middle.map((sketch, at) => [`n${at + 1}`, sketch])),
    ...exits,
  };
  const lines = [
    ...entries.map((sketch, at) => linesOf(`in${at + 1}`, sketch, ids)),
    ...middle.map((sketch, at) => linesOf(`n${at + 1}`, sketch, ids.slice(at + 1))),
  ];
  return fc
    .tuple(fc.tuple(...lines), withSettings ? settings(context) : fc.constant({}))
    .map(([drawn, chosen]) => draw(nodes, drawn.flat(), chosen));
};

/** Nodes one after the other, since a condition may only ask for messages of nodes before it. */
const sketchesOf = (kinds: readonly MiddleKind[], context: ArbitraryContext): fc.Arbitrary<Sketch[]> => {
  const senders = (at: number): string[] =>
    kinds.flatMap((kind, before) => (before < at && (kind === 'send' || kind === 'webhook') ? [`n${before + 1}`] : []));
  return fc.tuple(...kinds.map((kind, at) => middleSketch(kind, { ...context, nodes: senders(at) })));
};

/**
 * Random graphs that compile: acyclic, every node reached, 3 to 14 nodes. `known` is the workspace that they refer to;
 * with a real one, its ids are used.
 */
export const anyGraph = (options: GraphArbitraryOptions = {}): fc.Arbitrary<Graph> => {
  const context: ArbitraryContext = {
    known: options.known ?? WORKSPACE,
    nodes: [],
    leaves: options.leaves ?? ['attribute', 'event', 'tag', 'consent', 'list'],
  };
  const entryKinds = fc.shuffledSubarray([...(options.entries ?? ['audience', 'event-entry'])], { minLength: 1 });
  const middleKinds = fc.array(fc.constantFrom(...(options.kinds ?? ALL)), { minLength: 1, maxLength: options.most ?? 10 });
  return fc
    .tuple(entryKinds, middleKinds)
    .chain(([entries, middle]) => fc.tuple(fc.tuple(...entries.map((kind) => entrySketch(kind, context))), sketchesOf(middle, context)))
    .chain(([entries, middle]) => drawAll(entries, middle, context, options.withSettings ?? true));
};

/** Random people for such a journey. */
export const anyTraveller = (options: Pick<GraphArbitraryOptions, 'known'> = {}): fc.Arbitrary<Profile> =>
  profiles({ lists: [...(options.known ?? WORKSPACE).lists], now: LAUNCH });

const MINUTE = 60_000;

/**
 * What one person does around a launch, in random order. Each event is received a different number of milliseconds past a
 * whole minute, while steps last whole minutes: so no event meets another event, a launch or a time-out at one instant,
 * and the order of rule 14 is not what is tested.
 */
export const anyEvents = (most = 8): fc.Arbitrary<JourneyEvent[]> =>
  fc
    .array(
      fc.tuple(
        personEvents(LAUNCH),
        fc.oneof(fc.integer({ min: -2 * 1440, max: 3 * 1440 }), fc.integer({ min: 0, max: 30 * 1440 })),
        fc.constantFrom('PT0S', 'PT0S', 'PT1M', 'PT1H', 'P1D', 'P5D'),
      ),
      { maxLength: most },
    )
    .map((drawn) =>
      drawn.map(([{ name, properties }, minutes, lag], at) => {
        const receivedAt = new Date(LAUNCH.getTime() + minutes * MINUTE + (at + 1) * 17);
        return { id: `e${at + 1}`, name, properties, receivedAt, occurredAt: addDuration(receivedAt, lag, -1) };
      }),
    )
    .chain((events) => fc.tuple(anyAnswers, anyTasksDone).map(([answers, done]) => [...events, ...answers, ...done]));

/** The journey that somebody's tasks are of, where none is named. */
export const SOME_JOURNEY = '9001';

/** A colleague does what a step of `SOME_JOURNEY` may have asked for the person, or they do it for nothing: at instants of their own, as other events. */
const anyTasksDone: fc.Arbitrary<JourneyEvent[]> = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.oneof(fc.integer({ min: 1, max: 3 * 1440 }), fc.integer({ min: 1, max: 30 * 1440 }))),
    {
      maxLength: 10,
    },
  )
  .map((drawn) =>
    drawn.map(([node, minutes], at) => {
      const instant = new Date(LAUNCH.getTime() + minutes * MINUTE + 200 + at * 19);
      const properties = { journeyId: SOME_JOURNEY, nodeId: `n${node}` };
      return { id: `t${at + 1}`, name: TASK_DONE_EVENT, properties, receivedAt: instant, occurredAt: instant };
    }),
  );

/** What somebody did with earlier messages, by the hour: often enough to say something, or not. */
const anyAnswers: fc.Arbitrary<JourneyEvent[]> = fc
  .array(fc.tuple(fc.constantFrom('message.opened', 'message.clicked'), fc.nat({ max: 23 }), fc.constantFrom(1, 30, 170, 200)), {
    maxLength: 6,
  })
  .map((drawn) =>
    drawn.map(([name, hour, days], at) => {
      const instant = new Date(LAUNCH.getTime() - days * 1440 * MINUTE - hour * 60 * MINUTE - (at + 1) * 23);
      return { id: `a${at + 1}`, name, properties: {}, receivedAt: instant, occurredAt: instant };
    }),
  );
