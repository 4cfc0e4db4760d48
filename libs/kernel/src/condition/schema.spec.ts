import { conditionSchema, draftConditionSchema } from './schema.js';

const nested = (levels: number): unknown => (levels === 0 ? { tag: 'x' } : { all: [nested(levels - 1)] });
const takes = (value: unknown): boolean => conditionSchema.safeParse(value).success;

describe('conditionSchema', () => {
  it.each([
    { attribute: 'city', is: 'in', value: ['a', 1, true] },
    { attribute: 'joined', is: 'after', value: { ago: 'P30D' } },
    { event: 'purchase', count: { gte: 2 }, within: 'P30D', where: [{ property: 'amount', is: 'gt', value: 5 }] },
    { score: 'response', gte: 0.8 },
    { message: { node: 'n3', result: 'clicked' } },
    { all: [] },
    { not: { any: [{ tag: '老客户' }] } },
  ])('takes %j', (condition) => {
    expect(conditionSchema.parse(condition)).toEqual(condition);
  });

  it.each([
    null,
    'vip',
    {},
    { tag: '' },
    { tag: 'x', list: 'y' },
    { attribute: 'city' },
    { attribute: 'city', is: 'like', value: 'x' },
    { attribute: 'city', is: 'eq', value: null },
    { attribute: 'city', is: 'eq', value: Number.NaN },
    { attribute: 'city', is: 'after', value: { ago: 'a month' } },
    { event: 'purchase', count: {} },
    { event: 'purchase', count: { gte: -1 } },
    { event: 'purchase', within: 'soon' },
    { message: { node: 'n3', result: 'read' } },
    { attribute: 'city', is: 'eq', value: 'zero \u0000' },
    { attribute: 'city', is: 'eq', value: 'half \ud83d' },
    { tag: '\u0000' },
  ])('refuses %j', (condition) => {
    expect(takes(condition)).toBe(false);
  });

  it('takes twelve levels, and refuses more', () => {
    expect(takes(nested(12))).toBe(true);
    expect(takes(nested(13))).toBe(false);
  });

  it('refuses a hostile depth without running out of stack', () => {
    const groups = `${'{"all":['.repeat(100_000)}{"tag":"x"}${']}'.repeat(100_000)}`;
    const arrays = `{"all":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    for (const body of [groups, arrays]) expect(takes(JSON.parse(body))).toBe(false);
  });
});

describe('draftConditionSchema', () => {
  it.each([
    { attribute: '', is: 'eq' },
    { event: '', within: '', count: {} },
    { event: 'purchase', within: 'P', where: [{ property: '', is: 'eq' }] },
    { segment: '' },
    { attribute: 'joined', is: 'after', value: { ago: '' } },
  ])('also takes %j, which is still being written', (condition) => {
    expect(draftConditionSchema.parse(condition)).toEqual(condition);
    expect(takes(condition)).toBe(false);
  });

  it.each([{}, { attribute: 5, is: 'eq' }, { tag: 'x', extra: 1 }, nested(13)])('refuses %j, which nobody writes', (condition) => {
    expect(draftConditionSchema.safeParse(condition).success).toBe(false);
  });
});
