import fc from 'fast-check';
import { nextInWindow, type WeeklyWindow } from './window.js';
import { localDay, localHour } from './zoned.js';

const OFFICE: WeeklyWindow = { from: '09:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] };
const NIGHT: WeeklyWindow = { from: '22:00', to: '06:00', weekdays: [5] };
const BERLIN = 'Europe/Berlin';

const next = (from: string, window: WeeklyWindow, zone = 'UTC'): string => nextInWindow(new Date(from), window, zone).toISOString();

describe('nextInWindow', () => {
  it.each([
    ['inside it is now', '2027-03-03T12:34:56.789Z', '2027-03-03T12:34:56.789Z'],
    ['its beginning belongs to it', '2027-03-03T09:00:00.000Z', '2027-03-03T09:00:00.000Z'],
    ['its end does not', '2027-03-03T18:00:00.000Z', '2027-03-04T09:00:00.000Z'],
    ['before it is the same day', '2027-03-03T03:00:00.000Z', '2027-03-03T09:00:00.000Z'],
    ['Friday evening is Monday', '2027-03-05T20:00:00.000Z', '2027-03-08T09:00:00.000Z'],
  ])('%s', (_, from, to) => expect(next(from, OFFICE)).toBe(to));

  it('goes over midnight, and the day is that of its beginning', () => {
    expect(next('2027-03-06T03:00:00.000Z', NIGHT)).toBe('2027-03-06T03:00:00.000Z');
    expect(next('2027-03-05T03:00:00.000Z', NIGHT)).toBe('2027-03-05T22:00:00.000Z');
    expect(next('2027-03-06T06:00:00.000Z', NIGHT)).toBe('2027-03-12T22:00:00.000Z');
  });

  it('is a whole day where it ends when it begins', () => {
    const sundays = { from: '00:00', to: '00:00', weekdays: [7] };
    expect(next('2027-03-07T23:59:00.000Z', sundays)).toBe('2027-03-07T23:59:00.000Z');
    expect(next('2027-03-08T00:00:00.000Z', sundays)).toBe('2027-03-14T00:00:00.000Z');
  });

  it('goes by the clock of the zone', () => {
    expect(next('2027-03-03T00:59:00.000Z', OFFICE, 'Asia/Shanghai')).toBe('2027-03-03T01:00:00.000Z');
  });

  it('does not open in an hour that the clock skips', () => {
    // On 28 March 2027 the clock goes from 02:00 to 03:00.
    const skipped = { from: '02:10', to: '02:40', weekdays: [7] };
    expect(next('2027-03-27T12:00:00.000Z', skipped, BERLIN)).toBe('2027-04-04T00:10:00.000Z');
  });

  it('is open through both of an hour that the clock shows twice', () => {
    // On 31 October 2027 the clock goes from 03:00 back to 02:00, at 01:00 UTC.
    const early = { from: '01:00', to: '05:00', weekdays: [] };
    expect(next('2027-10-31T01:30:00.000Z', early, BERLIN)).toBe('2027-10-31T01:30:00.000Z');
  });

  it('refuses a window that opens on no day', () => {
    expect(() => next('2027-03-03T12:00:00.000Z', { ...OFFICE, weekdays: [8] })).toThrow(RangeError);
  });

  it('never lies before, is within eight days and stays where it is', () => {
    const times = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
    const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    const zones = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', BERLIN, 'Pacific/Apia');
    fc.assert(
      fc.property(instants, times, times, fc.constantFrom([], [1, 2, 3, 4, 5]), zones, (from, opens, closes, weekdays, zone) => {
        const window = { from: opens, to: closes, weekdays };
        const open = nextInWindow(from, window, zone);
        expect(open.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(open.getTime() - from.getTime()).toBeLessThan(8 * 86_400_000);
        expect(nextInWindow(open, window, zone)).toEqual(open);
        if (opens < closes) expect(localHour(open, zone)).toBeGreaterThanOrEqual(Number(opens.slice(0, 2)));
        expect(localDay(open, zone) >= localDay(from, zone)).toBe(true);
      }),
    );
  });
});
