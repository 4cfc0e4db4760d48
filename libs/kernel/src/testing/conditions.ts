import fc from 'fast-check';
import { BUILT_IN_ATTRIBUTES } from '../condition/facts.js';
import { ENROLLMENT_FIELDS, ITEM_FIELDS, MESSAGE_FIELDS } from '../condition/happenings.js';
import {
  COMPARISONS,
  type Condition,
  ENROLLMENT_STATES,
  type Leaf,
  MEASURES,
  MESSAGE_OUTCOMES,
  MESSAGE_RESULTS,
  type Measure,
  type NextEvent,
  type Operand,
  ORDER_ROWS,
  type PropertyTest,
} from '../condition/schema.js';
import { numbers, texts, VOCABULARY } from './vocabulary.js';

export type LeafKind =
  | 'attribute'
  | 'event'
  | 'order'
  | 'messages'
  | 'enrollments'
  | 'tag'
  | 'consent'
  | 'segment'
  | 'list'
  | 'message'
  | 'score';

export interface ConditionArbitraryOptions {
  /** Which kinds of question are asked; by default those that ask for nothing outside the person: attribute, event, order, messages, enrollments, tag, consent, list, score. */
  readonly leaves?: readonly LeafKind[];
  /** Ids that `segment`, `list` and `message` name; those kinds are left out while there are none. */
  readonly segments?: readonly string[];
  readonly lists?: readonly string[];
  readonly nodes?: readonly string[];
  /** Levels of `all`, `any`, `not` above the leaves; 3 where absent. */
  readonly depth?: number;
}

const scalars = (): fc.Arbitrary<string | number | boolean> => fc.oneof(texts(), numbers(), fc.boolean());
const durations = (): fc.Arbitrary<string> => fc.constantFrom('P7D', 'P30D', 'PT1H', 'P1M', 'P1Y', 'P0D', '-P1D');

const operands = (): fc.Arbitrary<Operand> =>
  fc.oneof(
    { weight: 6, arbitrary: scalars() },
    { weight: 2, arbitrary: fc.array(scalars(), { maxLength: 3 }) },
    { weight: 2, arbitrary: durations().map((ago) => ({ ago })) },
  );

const comparisons = fc.constantFrom(...COMPARISONS);
const tests = (): fc.Arbitrary<Omit<PropertyTest, 'property'>> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.record({ is: comparisons, value: operands() }) },
    { weight: 1, arbitrary: fc.record({ is: comparisons }) },
  );

const attributeNames = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...VOCABULARY.attributes) },
    { weight: 2, arbitrary: fc.constantFrom(...BUILT_IN_ATTRIBUTES) },
    { weight: 1, arbitrary: fc.constantFrom('missing', 'constructor', "it's") },
  );

const smallCount = fc.integer({ min: 0, max: 3 });
const counts = fc
  .record({ eq: smallCount, gte: smallCount, lte: smallCount, gt: smallCount, lt: smallCount }, { requiredKeys: [] })
  .filter((count) => Object.keys(count).length > 0);

const wheres = (fields: readonly string[] = VOCABULARY.properties): fc.Arbitrary<PropertyTest[]> =>
  fc.array(
    fc.tuple(fc.constantFrom(...fields), tests()).map(([property, test]) => ({ property, ...test })),
    { maxLength: 2 },
  );

const HISTORY = [...VOCABULARY.journeys, ...VOCABULARY.nodes, ...VOCABULARY.templates, ...VOCABULARY.channels, ...VOCABULARY.reasons, 'x'];
/** Tests on what messages and stays have, which often hold, and a few with anything. */
const historyWheres = (fields: readonly string[]): fc.Arbitrary<PropertyTest[]> => {
  const known = fc.constantFrom(...HISTORY);
  const test = fc.oneof(
    { weight: 4, arbitrary: fc.record({ is: fc.constantFrom('eq' as const, 'ne' as const, 'startsWith' as const), value: known }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('in' as const), value: fc.array(known, { maxLength: 6 }) }) },
    { weight: 2, arbitrary: tests() },
  );
  return fc.array(
    fc.tuple(fc.constantFrom(...fields, 'sku'), test).map(([property, one]) => ({ property, ...one })),
    { maxLength: 2 },
  );
};

/** Measures that are compared with what they may well come to, and a few with anything. */
const measures = (fields: readonly string[]): fc.Arbitrary<Measure> => {
  const field = fc.constantFrom(...fields);
  const amounts = fc.record({
    is: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in'),
    value: fc.oneof(smallAmounts, fc.array(smallAmounts)),
  });
  return fc.oneof(
    fc
      .tuple(fc.record({ take: fc.constantFrom(...MEASURES), of: field }), fc.oneof(amounts, tests()))
      .map(([what, test]) => ({ ...what, ...test })),
    fc.tuple(fc.constantFrom('first', 'last'), tests()).map(([take, test]) => ({ take, ...test })),
  );
};
const smallAmounts = fc.constantFrom(0, 1, 2, 2.5, 12.345, 50, -3);

const instants = fc.constantFrom('2027-03-19', '2027-03-19T09:00:00.000Z', '2027-02-24T17:00:00+08:00', '2027-03-27');
const events = fc.constantFrom(...VOCABULARY.events, 'never');
const nextEvents = (): fc.Arbitrary<NextEvent> =>
  fc.record({ event: events, within: durations(), where: wheres() }, { requiredKeys: ['event', 'within'] });

const ORDER_NAMES = [...ITEM_FIELDS, 'sku'];

const bound = fc.constantFrom(0, 0.25, 0.5, 1);

const severalOf = (fields: readonly string[]) => ({
  ...{ count: counts, within: durations(), from: instants, to: instants },
  ...{ where: historyWheres(fields), measure: measures(fields) },
});

const leafOf = (kind: LeafKind, { segments = [], lists = [], nodes = [] }: ConditionArbitraryOptions): fc.Arbitrary<Leaf> => {
  switch (kind) {
    case 'attribute':
      return fc.tuple(attributeNames(), tests()).map(([attribute, test]) => ({ attribute, ...test }));
    case 'event':
      return fc.record(
        {
          event: events,
          count: counts,
          within: durations(),
          from: instants,
          to: instants,
          where: wheres(),
          measure: measures(VOCABULARY.properties),
          followedBy: nextEvents(),
          notFollowedBy: nextEvents(),
        },
        { requiredKeys: ['event'] },
      );
    case 'order':
      return fc.record(
        {
          order: fc.constantFrom(...ORDER_ROWS),
          count: counts,
          within: durations(),
          from: instants,
          to: instants,
          where: wheres(ORDER_NAMES),
          measure: measures(ORDER_NAMES),
        },
        { requiredKeys: ['order'] },
      );
    case 'messages':
      return fc.record({ messages: fc.constantFrom(...MESSAGE_OUTCOMES), ...severalOf(MESSAGE_FIELDS) }, { requiredKeys: ['messages'] });
    case 'enrollments':
      return fc.record(
        { enrollments: fc.constantFrom(...ENROLLMENT_STATES), ...severalOf(ENROLLMENT_FIELDS) },
        { requiredKeys: ['enrollments'] },
      );
    case 'tag':
      return fc.constantFrom(...VOCABULARY.tags, 'nobody').map((tag) => ({ tag }));
    case 'consent':
      return fc.constantFrom(...VOCABULARY.channels, 'fax').map((consent) => ({ consent }));
    case 'segment':
      return fc.constantFrom(...segments).map((segment) => ({ segment }));
    case 'list':
      return fc.constantFrom(...lists).map((list) => ({ list }));
    case 'message':
      return fc.record({ node: fc.constantFrom(...nodes), result: fc.constantFrom(...MESSAGE_RESULTS) }).map((message) => ({ message }));
    case 'score':
      return fc.record(
        { score: fc.constantFrom(...VOCABULARY.scores, 'none'), gte: bound, gt: bound, lte: bound, lt: bound },
        { requiredKeys: ['score'] },
      );
  }
};

const DEFAULT_LEAVES: readonly LeafKind[] = [
  ...(['attribute', 'event', 'order', 'messages', 'enrollments', 'tag', 'consent', 'list', 'score'] as const),
];

const isPossible = (kind: LeafKind, { segments = [], lists = [], nodes = [] }: ConditionArbitraryOptions): boolean =>
  !((kind === 'segment' && segments.length === 0) || (kind === 'list' && lists.length === 0) || (kind === 'message' && nodes.length === 0));

/** Random conditions that satisfy `conditionSchema`. Most ask for an attribute, the others share the rest. */
export const conditions = (options: ConditionArbitraryOptions = {}): fc.Arbitrary<Condition> => {
  const kinds = (options.leaves ?? DEFAULT_LEAVES).filter((kind) => isPossible(kind, options));
  const leaf = fc.oneof(...kinds.map((kind) => ({ weight: kind === 'attribute' ? 4 : 1, arbitrary: leafOf(kind, options) })));
  const treeOf = (depth: number): fc.Arbitrary<Condition> => {
    if (depth === 0) return leaf;
    const children = fc.array(treeOf(depth - 1), { maxLength: 3 });
    return fc.oneof(
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: children.map((all) => ({ all })) },
      { weight: 1, arbitrary: children.map((any) => ({ any })) },
      { weight: 1, arbitrary: treeOf(depth - 1).map((not) => ({ not })) },
    );
  };
  return treeOf(options.depth ?? 3);
};
