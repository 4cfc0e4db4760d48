import { describe, expect, it } from '@jest/globals';
import { graphOf } from '../sheet/sheet.js';
import { aNode, aSheet } from '../sheet/testing.js';
import { eventsOf, propertiesFor, stepsToAnswer } from './script.js';

const graph = graphOf(aSheet([aNode('in', 'audience'), aNode('mail', 'send'), aNode('hear', 'wait-event'), aNode('out', 'exit')]));

describe('what test people do', () => {
  it('may be asked at steps that wait for an event, and at mails', () => {
    expect(stepsToAnswer(graph).map(({ id }) => id)).toEqual(['mail', 'hear']);
  });

  it('is the same for everybody who goes', () => {
    const answers = { mail: { does: 'clicked' as const, after: 'PT1H' }, hear: { does: 'event' as const, after: 'P1D' } };
    expect(
      eventsOf(graph, answers, ['1', '2']).map(({ customerId, name, after, afterNode }) => [customerId, name, after, afterNode]),
    ).toEqual([
      ['1', 'message.clicked', 'PT1H', 'mail'],
      ['2', 'message.clicked', 'PT1H', 'mail'],
      ['1', 'purchase', 'P1D', 'hear'],
      ['2', 'purchase', 'P1D', 'hear'],
    ]);
    expect(eventsOf(graph, {}, ['1'])).toEqual([]);
  });

  it('passes the tests on the event, as far as a value can be made up', () => {
    const where = [
      { property: 'amount', is: 'gt' as const, value: 100 },
      { property: 'store', is: 'eq' as const, value: 'Lyon' },
      { property: 'kind', is: 'in' as const, value: ['a', 'b'] },
      { property: 'note', is: 'ne' as const, value: 'x' },
    ];
    expect(propertiesFor(where)).toEqual({ amount: 101, store: 'Lyon', kind: 'a' });
  });
});
