import { type BatchEvent, shownTogether } from './together.js';

const at = new Date('2027-03-01T00:00:00Z');
const event = (batchId: string, customerId: string, name = 'visit'): BatchEvent => ({
  batchId,
  customerId,
  name,
  occurredAt: at,
  properties: {},
  inPause: false,
  held: false,
});
const names = (events: ReadonlyMap<string, readonly { name: string }[]>) =>
  Object.fromEntries([...events].map(([customer, theirs]) => [customer, theirs.map(({ name }) => name)]));

describe('batches of events', () => {
  it('are shown together as far as they are about different people', () => {
    const { batchIds, events } = shownTogether(['1', '2', '3', '4'], [event('1', 'a'), event('2', 'b'), event('3', 'a'), event('4', 'c')]);
    expect(batchIds).toEqual(['1', '2']);
    expect(names(events)).toEqual({ a: ['visit'], b: ['visit'] });
  });

  it('keep the events of one person in one batch together, in their order', () => {
    const { batchIds, events } = shownTogether(['1'], [event('1', 'a', 'open'), event('1', 'b'), event('1', 'a', 'click')]);
    expect([batchIds, names(events)]).toEqual([['1'], { a: ['open', 'click'], b: ['visit'] }]);
  });

  it('of which no event matters go with the others', () => {
    expect(shownTogether(['1', '2', '3'], [event('2', 'a')])).toMatchObject({ batchIds: ['1', '2', '3'] });
  });
});
