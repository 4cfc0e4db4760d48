import fc from 'fast-check';
import { dateAt, dayBounds, isTimeZone, localDay, nextAnniversary, nextWallTime } from './zoned.js';

const at = (text: string): Date => new Date(text);
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Beirut',
];

describe('isTimeZone', () => {
  it.each(ZONES)('knows %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });
  it.each(['', 'Mars/Olympus', '+08:00', 'UTC+8', 'Europe/Berlin ', "'; DROP"])('refuses %p', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe('nextWallTime', () => {
  it.each([
    // zone, from, time, weekdays, expected
    ['Europe/Berlin', '2027-01-04T07:59:59Z', '09:00', [], '2027-01-04T08:00:00Z'],
    ['Europe/Berlin', '2027-01-04T08:00:00Z', '09:00', [], '2027-01-04T08:00:00Z'],
    ['Europe/Berlin', '2027-01-04T08:00:00.001Z', '09:00', [], '2027-01-05T08:00:00Z'],
    ['Asia/Shanghai', '2027-01-04T23:30:00Z', '09:00', [], '2027-01-05T01:00:00Z'],
    // Monday in Shanghai is still Sunday in UTC
    ['Asia/Shanghai', '2027-01-01T00:00:00Z', '07:00', [1], '2027-01-03T23:00:00Z'],
    // Friday evening, weekdays only
    ['Europe/Berlin', '2027-01-08T18:00:00Z', '09:00', [1, 2, 3, 4, 5], '2027-01-11T08:00:00Z'],
    // the same weekday a week on
    ['Europe/Berlin', '2027-01-04T08:00:01Z', '09:00', [1], '2027-01-11T08:00:00Z'],
    // across the change, nine is nine
    ['Europe/Berlin', '2027-03-27T09:00:00Z', '09:00', [], '2027-03-28T07:00:00Z'],
    ['Europe/Berlin', '2027-10-30T08:00:00Z', '09:00', [], '2027-10-31T08:00:00Z'],
    ['America/New_York', '2027-03-13T20:00:00Z', '09:00', [], '2027-03-14T13:00:00Z'],
    // skipped in spring: at the jump (02:00 → 03:00, at 01:00 UTC; in New York at 07:00 UTC)
    ['Europe/Berlin', '2027-03-28T00:00:00Z', '02:30', [], '2027-03-28T01:00:00Z'],
    ['America/New_York', '2027-03-14T05:00:00Z', '02:30', [], '2027-03-14T07:00:00Z'],
    // after the jump that time is over for the day
    ['Europe/Berlin', '2027-03-28T01:00:00.001Z', '02:30', [], '2027-03-29T00:30:00Z'],
    // half an hour is skipped on Lord Howe Island: 02:00 → 02:30 at 15:30 UTC the day before
    ['Australia/Lord_Howe', '2027-10-02T15:00:00Z', '02:15', [], '2027-10-02T15:30:00Z'],
    // shown twice in autumn: the first time
    ['Europe/Berlin', '2027-10-30T23:00:00Z', '02:30', [], '2027-10-31T00:30:00Z'],
    ['America/New_York', '2027-11-07T04:00:00Z', '01:30', [], '2027-11-07T05:30:00Z'],
    // between the two showings the day's chance is over
    ['Europe/Berlin', '2027-10-31T01:00:00Z', '02:30', [], '2027-11-01T01:30:00Z'],
    // midnight that does not exist: Beirut jumps from 00:00 to 01:00
    ['Asia/Beirut', '2027-03-27T20:00:00Z', '00:00', [], '2027-03-27T22:00:00Z'],
    // a whole day that does not exist: Apia went from the 29th to the 31st of December 2011
    ['Pacific/Apia', '2011-12-30T08:00:00Z', '12:00', [], '2011-12-30T10:00:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00.001Z', '12:00', [], '2011-12-30T22:00:00Z'],
    ['Pacific/Chatham', '2027-09-25T13:00:00Z', '02:50', [], '2027-09-25T14:00:00Z'],
  ] as const)('%s, from %s, %s on %j is %s', (zone, from, time, weekdays, expected) => {
    expect(nextWallTime(at(from), { time, weekdays, zone }).toISOString()).toBe(at(expected).toISOString());
  });

  it('throws where the zone, the time or the weekday is none', () => {
    const rule = { time: '09:00', weekdays: [], zone: 'UTC' };
    expect(() => nextWallTime(at('2027-01-01T00:00:00Z'), { ...rule, zone: 'Nowhere' })).toThrow('not an IANA time zone: Nowhere');
    expect(() => nextWallTime(at('2027-01-01T00:00:00Z'), { ...rule, time: '9:00' })).toThrow('not a wall time HH:MM: 9:00');
    expect(() => nextWallTime(at('2027-01-01T00:00:00Z'), { ...rule, weekdays: [8] })).toThrow('no such weekday: 8');
  });

  it('is never before the instant asked from, never more than a week and a day ahead, and stays once reached', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: at('2015-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.nat({ max: 1439 }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7]),
        (zone, from, minutes, weekdays) => {
          const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
          const next = nextWallTime(from, { time, weekdays, zone });
          expect(next.getTime()).toBeGreaterThanOrEqual(from.getTime());
          expect(next.getTime() - from.getTime()).toBeLessThanOrEqual(8 * 86_400_000);
          expect(nextWallTime(next, { time, weekdays, zone })).toEqual(next);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shows the wall time asked for, as the platform itself tells it, unless the clock skipped it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: at('2015-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.nat({ max: 23 }),
        (zone, from, hour) => {
          const next = nextWallTime(from, { time: `${String(hour).padStart(2, '0')}:15`, weekdays: [], zone });
          const clock = (instant: Date): string =>
            new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
          const jumped = clock(new Date(next.getTime() - 60_000)) < `${String(hour).padStart(2, '0')}:14`;
          if (!jumped) expect(clock(next)).toBe(`${String(hour).padStart(2, '0')}:15`);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('dateAt', () => {
  it.each([
    ['2027-05-01', null, '09:00', 'Asia/Shanghai', '2027-05-01T01:00:00Z'],
    ['2027-05-01', '-P3D', '09:00', 'Asia/Shanghai', '2027-04-28T01:00:00Z'],
    ['2027-03-31', '-P1M', '00:00', 'UTC', '2027-02-28T00:00:00Z'],
    ['2027-01-31', 'P1M1D', '00:00', 'UTC', '2027-03-01T00:00:00Z'],
    ['2028-02-29', 'P1Y', '00:00', 'UTC', '2029-02-28T00:00:00Z'],
    ['2027-01-15', '-P1Y2M', '00:00', 'UTC', '2025-11-15T00:00:00Z'],
    ['2027-03-28', null, '02:30', 'Europe/Berlin', '2027-03-28T01:00:00Z'],
    ['2027-10-31', null, '02:30', 'Europe/Berlin', '2027-10-31T00:30:00Z'],
    ['2027-03-14', null, '00:00', 'America/New_York', '2027-03-14T05:00:00Z'],
  ] as const)('%s moved by %s at %s in %s is %s', (day, offset, time, zone, expected) => {
    expect(dateAt(day, { offset, time, zone })).toEqual(at(expected));
  });
});

describe('localDay and dayBounds', () => {
  it.each([
    ['2027-01-01T15:59:59.999Z', 'Asia/Shanghai', '2027-01-01'],
    ['2027-01-01T16:00:00Z', 'Asia/Shanghai', '2027-01-02'],
    ['2027-01-01T04:59:59Z', 'America/New_York', '2026-12-31'],
  ])('%s in %s is on %s', (instant, zone, day) => {
    expect(localDay(at(instant), zone)).toBe(day);
  });

  it.each([
    ['2027-03-28', 'Europe/Berlin', 23],
    ['2027-10-31', 'Europe/Berlin', 25],
    ['2027-06-01', 'Europe/Berlin', 24],
    ['2027-04-04', 'Australia/Lord_Howe', 24.5],
    ['2027-03-28', 'Asia/Beirut', 23],
    ['2011-12-30', 'Pacific/Apia', 0],
  ])('%s in %s has %p hours', (day, zone, hours) => {
    const { from, to } = dayBounds(day, zone);
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(hours);
  });

  it('lays the days of a zone end to end, each instant in its own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: at('2015-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true }),
        (zone, instant) => {
          const day = localDay(instant, zone);
          const { from, to } = dayBounds(day, zone);
          expect(from.getTime()).toBeLessThanOrEqual(instant.getTime());
          expect(to.getTime()).toBeGreaterThan(instant.getTime());
          expect(localDay(from, zone)).toBe(day);
          expect(dayBounds(localDay(to, zone), zone).from).toEqual(to);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the next anniversary', () => {
  const next = (day: string, from: string, { offset = null as string | null, time = '09:00', zone = 'Asia/Shanghai' } = {}) =>
    nextAnniversary(day, new Date(from), { offset, time, zone }).toISOString();

  it('is this year where it is still to come, else next year', () => {
    expect(next('1990-05-20', '2027-03-01T00:00:00Z')).toBe('2027-05-20T01:00:00.000Z');
    expect(next('1990-05-20', '2027-05-20T01:00:00Z')).toBe('2027-05-20T01:00:00.000Z');
    expect(next('1990-05-20', '2027-05-20T01:00:00.001Z')).toBe('2028-05-20T01:00:00.000Z');
  });

  it('of 29 February is the 28th where a year has no 29th', () => {
    expect(next('1992-02-29', '2027-01-01T00:00:00Z')).toBe('2027-02-28T01:00:00.000Z');
    expect(next('1992-02-29', '2028-01-01T00:00:00Z')).toBe('2028-02-29T01:00:00.000Z');
  });

  it('is moved by the offset, over the turn of the year too', () => {
    expect(next('1990-01-02', '2027-12-01T00:00:00Z', { offset: '-P3D' })).toBe('2027-12-30T01:00:00.000Z');
    expect(next('1990-12-30', '2027-01-01T00:00:00Z', { offset: 'P3D' })).toBe('2027-01-02T01:00:00.000Z');
    expect(next('1990-05-20', '2027-03-01T00:00:00Z', { offset: 'P2Y' })).toBe('2027-05-20T01:00:00.000Z');
  });

  it('does not come before the day itself', () => {
    expect(next('2030-05-20', '2027-03-01T00:00:00Z')).toBe('2030-05-20T01:00:00.000Z');
  });
});
