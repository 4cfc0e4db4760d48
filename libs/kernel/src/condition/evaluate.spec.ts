import fc from 'fast-check';
import { conditionContext, conditions, people, personEvents, profileWith, TEST_NOW } from '../testing.js';
import { type ConditionContext, evaluateCondition } from './evaluate.js';
import type { PersonEvent, PersonFacts } from './facts.js';
import { type Condition, conditionSchema } from './schema.js';

const ago = (days: number): Date => new Date(TEST_NOW.getTime() - days * 86_400_000);
const event = (name: string, occurredAt: Date, properties: PersonEvent['properties'] = {}): PersonEvent => ({
  name,
  occurredAt,
  properties,
});

const ann: PersonFacts = {
  ...profileWith({
    attributes: { city: 'Berlin', email: 'hidden@example.org', 'a.b': 1 },
    tags: ['vip'],
    consent: { email: true, sms: false },
    lists: ['7'],
    scores: { response: 0.8 },
    createdAt: new Date('2026-01-01T00:00:00.005Z'),
  }),
  events: [
    event('purchase', ago(0), { amount: 10 }),
    event('purchase', ago(7), { amount: 30 }),
    event('purchase', ago(30), { amount: 50 }),
    event('visit', ago(-1)),
  ],
};

const ask = (condition: Condition, context: Partial<ConditionContext> = {}): boolean =>
  evaluateCondition(condition, ann, conditionContext(context));

describe('a condition on attributes', () => {
  it.each<[Condition, boolean]>([
    [{ attribute: 'city', is: 'eq', value: 'Berlin' }, true],
    [{ attribute: 'a.b', is: 'eq', value: 1 }, true],
    [{ attribute: 'attributes.city', is: 'exists' }, false],
    // built-in columns hide attributes of the same name
    [{ attribute: 'email', is: 'eq', value: 'ann@example.org' }, true],
    [{ attribute: 'externalId', is: 'startsWith', value: 'c-' }, true],
    [{ attribute: 'phone', is: 'exists' }, false],
    [{ attribute: 'createdAt', is: 'eq', value: '2026-01-01T00:00:00.005Z' }, true],
    [{ attribute: 'createdAt', is: 'before', value: { ago: 'P30D' } }, true],
    // nothing comes out of the prototype
    [{ attribute: 'constructor', is: 'exists' }, false],
    [{ attribute: '__proto__', is: 'exists' }, false],
  ])('%j: %p', (condition, holds) => {
    expect(ask(condition)).toBe(holds);
  });
});

describe('a condition on events', () => {
  it.each<[Condition, boolean]>([
    [{ event: 'purchase' }, true],
    [{ event: 'refund' }, false],
    // what lies ahead has not happened
    [{ event: 'visit' }, false],
    [{ event: 'visit', count: { eq: 0 } }, true],
    [{ event: 'purchase', count: { eq: 3 } }, true],
    [{ event: 'purchase', count: { gt: 1, lt: 3 } }, false],
    [{ event: 'purchase', count: { gte: 2, lte: 3 } }, true],
    // the window leaves out its far end and takes in the near one
    [{ event: 'purchase', count: { eq: 2 }, within: 'P30D' }, true],
    [{ event: 'purchase', count: { eq: 1 }, within: 'P7D' }, true],
    [{ event: 'purchase', count: { eq: 0 }, within: 'P0D' }, true],
    [{ event: 'purchase', within: '-P1D' }, false],
    [{ event: 'purchase', count: { eq: 2 }, where: [{ property: 'amount', is: 'gte', value: 30 }] }, true],
    [
      {
        event: 'purchase',
        where: [
          { property: 'amount', is: 'gte', value: 30 },
          { property: 'amount', is: 'lt', value: 30 },
        ],
      },
      false,
    ],
    [{ event: 'purchase', where: [{ property: 'sku', is: 'exists', value: false }] }, true],
  ])('%j: %p', (condition, holds) => {
    expect(ask(condition)).toBe(holds);
  });
});

describe('the other questions', () => {
  it.each<[Condition, boolean]>([
    [{ tag: 'vip' }, true],
    [{ tag: 'VIP' }, false],
    [{ consent: 'email' }, true],
    [{ consent: 'sms' }, false],
    [{ consent: 'push' }, false],
    [{ consent: 'toString' }, false],
    [{ list: '7' }, true],
    [{ list: '8' }, false],
    [{ score: 'response' }, true],
    [{ score: 'response', gte: 0.8, lt: 0.9 }, true],
    [{ score: 'response', gt: 0.8 }, false],
    [{ score: 'reach', lte: 1 }, false],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [{ not: { any: [] } }, true],
    [{ all: [{ tag: 'vip' }, { any: [{ tag: 'x' }, { not: { tag: 'y' } }] }] }, true],
  ])('%j: %p', (condition, holds) => {
    expect(ask(condition)).toBe(holds);
  });

  it('asks its context for segments and messages', () => {
    const context = {
      inSegment: (id: string) => id === 's1',
      messageHas: (node: string, result: string) => `${node} ${result}` === 'n1 opened',
    };
    expect(ask({ segment: 's1' }, context)).toBe(true);
    expect(ask({ segment: 's2' }, context)).toBe(false);
    expect(ask({ message: { node: 'n1', result: 'opened' } }, context)).toBe(true);
    expect(ask({ message: { node: 'n1', result: 'clicked' } }, context)).toBe(false);
  });
});

describe('any condition, of any person', () => {
  const asked = fc.tuple(conditions({ lists: ['1', '2'] }), people({ lists: ['1', '2'] }));

  it('is written in the language that the schema reads, and reads back the same', () => {
    fc.assert(
      fc.property(conditions({ segments: ['1'], nodes: ['n1'] }), (condition) =>
        expect(conditionSchema.parse(condition)).toEqual(condition),
      ),
    );
  });

  it('turns over under not', () => {
    fc.assert(
      fc.property(asked, ([condition, person]) => {
        const context = conditionContext();
        expect(evaluateCondition({ not: condition }, person, context)).toBe(!evaluateCondition(condition, person, context));
      }),
    );
  });

  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(fc.array(conditions()), people(), (children, person) => {
        const context = conditionContext();
        const negated = children.map((not) => ({ not }));
        expect(evaluateCondition({ not: { all: children } }, person, context)).toBe(evaluateCondition({ any: negated }, person, context));
      }),
    );
  });

  it('does not ask in which order things happened to be stored', () => {
    fc.assert(
      fc.property(asked, fc.array(personEvents()), ([condition, person], events) => {
        const context = conditionContext();
        const forward = evaluateCondition(condition, { ...person, events }, context);
        expect(evaluateCondition(condition, { ...person, events: [...events].reverse(), tags: [...person.tags].reverse() }, context)).toBe(
          forward,
        );
      }),
    );
  });
});
