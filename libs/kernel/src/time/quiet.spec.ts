import { NEVER_QUIET, type QuietTimes, quietUntil } from './quiet.js';

const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';
const nights: QuietTimes = { hours: { from: '22:00', to: '08:00', channels: null }, holidays: [] };
const until = (instant: string, times: QuietTimes, { zone = SHANGHAI, channel = 'email' } = {}): string | null =>
  quietUntil(new Date(instant), channel, zone, times)?.toISOString() ?? null;

describe('quiet times', () => {
  it('are over at once where there are none', () => {
    expect(until('2027-03-01T20:00:00Z', NEVER_QUIET)).toBeNull();
    expect(until('2027-03-01T20:00:00Z', { hours: { from: '08:00', to: '08:00', channels: null }, holidays: [] })).toBeNull();
  });

  it('last over midnight, and end by the clock of the person', () => {
    expect(until('2027-03-01T15:00:00Z', nights)).toBe('2027-03-02T00:00:00.000Z'); // 23:00 in Shanghai
    expect(until('2027-03-01T23:59:00Z', nights)).toBe('2027-03-02T00:00:00.000Z'); // 07:59 the day after
    expect(until('2027-03-01T15:00:00Z', nights, { zone: BERLIN })).toBeNull(); // 16:00 in Berlin
  });

  it('begin with their first minute and leave out their last', () => {
    expect(until('2027-03-01T14:00:00Z', nights)).toBe('2027-03-02T00:00:00.000Z');
    expect(until('2027-03-02T00:00:00Z', nights)).toBeNull();
    expect(until('2027-03-01T13:59:59.999Z', nights)).toBeNull();
  });

  it('within one day lie between their ends', () => {
    const noon: QuietTimes = { hours: { from: '12:00', to: '14:00', channels: null }, holidays: [] };
    expect(until('2027-03-01T05:00:00Z', noon)).toBe('2027-03-01T06:00:00.000Z');
    expect(until('2027-03-01T07:00:00Z', noon)).toBeNull();
  });

  it('hold for the channels that they name', () => {
    const texts: QuietTimes = {
      hours: { from: '22:00', to: '08:00', channels: ['sms'] },
      holidays: [{ day: '2027-03-05', name: 'Rest', channels: ['email'] }],
    };
    expect(until('2027-03-01T15:00:00Z', texts, { channel: 'sms' })).toBe('2027-03-02T00:00:00.000Z');
    expect(until('2027-03-01T15:00:00Z', texts)).toBeNull();
    expect(until('2027-03-05T04:00:00Z', texts, { channel: 'sms' })).toBeNull();
    expect(until('2027-03-05T04:00:00Z', texts)).toBe('2027-03-05T16:00:00.000Z');
  });

  it('run on from holiday to holiday and into the night that follows', () => {
    const feast: QuietTimes = {
      ...nights,
      holidays: ['2027-02-06', '2027-02-07', '2027-02-08'].map((day) => ({ day, name: 'Spring Festival', channels: null })),
    };
    // the evening before, through three days, to the morning of the fourth
    expect(until('2027-02-05T14:30:00Z', feast)).toBe('2027-02-09T00:00:00.000Z');
  });

  it('end when the clock jumps where it skips their end', () => {
    const early: QuietTimes = { hours: { from: '22:00', to: '02:30', channels: null }, holidays: [] };
    expect(until('2027-03-28T00:30:00Z', early, { zone: BERLIN })).toBe('2027-03-28T01:00:00.000Z');
  });

  it('end the first time where the clock shows their end twice', () => {
    const early: QuietTimes = { hours: { from: '22:00', to: '02:30', channels: null }, holidays: [] };
    expect(until('2027-10-31T00:15:00Z', early, { zone: BERLIN })).toBe('2027-10-31T00:30:00.000Z');
    // 02:15 again, after the clock was set back
    expect(until('2027-10-31T01:15:00Z', early, { zone: BERLIN })).toBeNull();
  });

  it('come to an end even where all days are holidays', () => {
    const holidays = Array.from({ length: 3000 }, (_, at) => ({
      day: new Date(Date.UTC(2027, 0, 1 + at)).toISOString().slice(0, 10),
      name: 'Always',
      channels: null,
    }));
    const end = quietUntil(new Date('2027-01-01T12:00:00Z'), 'email', 'UTC', { hours: null, holidays });
    expect(end?.getTime()).toBeGreaterThan(Date.parse('2028-01-01'));
  });
});
