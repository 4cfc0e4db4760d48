import { addDuration, durationSchema, parseDuration } from './duration.js';

const at = (text: string): Date => new Date(text);

describe('parseDuration', () => {
  it.each([
    ['P1D', { years: 0, months: 0, days: 1, milliseconds: 0 }],
    ['PT30M', { years: 0, months: 0, days: 0, milliseconds: 1_800_000 }],
    ['-P3D', { years: -0, months: -0, days: -3, milliseconds: -0 }],
    ['P1Y2M3W4DT5H6M7.5S', { years: 1, months: 2, days: 25, milliseconds: 18_367_500 }],
    ['P1000Y', { years: 1000, months: 0, days: 0, milliseconds: 0 }],
  ])('reads %s', (text, parts) => {
    const read = parseDuration(text);
    expect(read).not.toBeNull();
    for (const [name, value] of Object.entries(parts)) expect(read).toHaveProperty(name, expect.closeTo(value));
  });

  it.each(['', 'P', 'PT', '1D', 'P1H', 'PT1D', 'P1.5D', 'P-1D', 'p1d', ' P1D', 'P1D ', 'P1001Y', 'PT99999999H', 'P99999999999999999999D'])(
    'refuses %p',
    (text) => {
      expect(parseDuration(text)).toBeNull();
      expect(durationSchema.safeParse(text).success).toBe(false);
    },
  );
});

describe('addDuration', () => {
  it.each([
    ['2027-01-31T10:00:00Z', 'P1M', '2027-02-28T10:00:00Z'],
    ['2028-02-29T10:00:00Z', 'P1Y', '2029-02-28T10:00:00Z'],
    ['2027-01-31T10:00:00Z', 'P1M1D', '2027-03-01T10:00:00Z'],
    ['2027-03-27T12:00:00Z', 'P1D', '2027-03-28T12:00:00Z'],
    ['2027-03-31T00:00:00Z', '-P1M', '2027-02-28T00:00:00Z'],
    ['2027-12-31T23:59:59.999Z', 'PT0.001S', '2028-01-01T00:00:00Z'],
  ])('%s + %s = %s', (from, duration, to) => {
    expect(addDuration(at(from), duration)).toEqual(at(to));
  });

  it('goes back with the sign turned', () => {
    expect(addDuration(at('2027-03-31T00:00:00Z'), 'P1M', -1)).toEqual(at('2027-02-28T00:00:00Z'));
  });

  it('throws where the text is no duration', () => {
    expect(() => addDuration(at('2027-01-01T00:00:00Z'), 'tomorrow')).toThrow(RangeError);
  });
});
