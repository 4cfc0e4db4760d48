import { compileLine } from './line.js';
import type { Person } from './person.js';

const customer: Person = {
  ...{ id: '7', externalId: null, email: 'ann@customers.example', phone: null, locale: null, timeZone: null },
  ...{ attributes: { name: 'Ann', born: '1990-05-01' }, tags: [] },
};
const scope = { customer, journey: { name: 'Win back' }, now: '2027-03-01T02:00:00.000Z' };
const said = (text: string): string => compileLine(text, 'Asia/Shanghai')(scope);

describe('a line that is filled in for many people', () => {
  it('names the person, the journey and the instant in the zone', () => {
    expect(said('Call {{ customer.attributes.name }} for {{ journey.name }}, {{ now | date: "%H:%M" }}')).toBe(
      'Call Ann for Win back, 10:00',
    );
  });

  it('stays as it was written where it says nothing personal, can not be read, or fails', () => {
    for (const text of [
      'Call them',
      'Call {{ customer.',
      '{{ customer.email | no_such_filter }}',
      '{% for n in (1..100000000) %}x{% endfor %}',
    ])
      expect(said(text)).toBe(text);
  });
});
