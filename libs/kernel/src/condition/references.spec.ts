import { messageNodesOf, referencedAttributes, referencedEvents, referencedLists, referencedSegments } from './references.js';
import type { Condition } from './schema.js';

const CONDITION: Condition = {
  all: [
    { attribute: 'city', is: 'exists' },
    { any: [{ not: { attribute: 'age', is: 'gt', value: 5 } }, { attribute: 'city', is: 'eq', value: 'x' }] },
    { event: 'purchase' },
    { segment: '1' },
    { not: { any: [{ list: '2' }, { message: { node: 'n1', result: 'opened' } }] } },
    { tag: 'vip' },
  ],
};

describe('what a condition refers to', () => {
  it('is found at any depth, each once, in order', () => {
    expect(referencedAttributes(CONDITION)).toEqual(['city', 'age']);
    expect(referencedEvents(CONDITION)).toEqual(['purchase']);
    expect(referencedSegments(CONDITION)).toEqual(['1']);
    expect(referencedLists(CONDITION)).toEqual(['2']);
    expect(messageNodesOf(CONDITION)).toEqual(['n1']);
  });

  it('is nothing where a condition asks nothing', () => {
    expect(referencedAttributes({ all: [] })).toEqual([]);
  });
});
