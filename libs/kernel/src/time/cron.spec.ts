import { isCron, nextCronTime } from './cron.js';

const next = (after: string, line: string, zone = 'UTC'): string | undefined => nextCronTime(new Date(after), line, zone)?.toISOString();

describe('isCron', () => {
  it.each(['* * * * *', '0 9 * * 1-5', '*/15 0,12 1 1 *', '5-20/5 3 * * 7', '0 0 29 2 *', ' 0  9 * * 1 '])('takes %p', (line) => {
    expect(isCron(line)).toBe(true);
  });
  it.each([
    '',
    '0 9 * *',
    '0 9 * * 1 2027',
    '60 9 * * *',
    '0 24 * * *',
    '0 9 0 * *',
    '0 9 * 13 *',
    '0 9 * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    'a b c d e',
    '0 0 30 2 *',
  ])('refuses %p', (line) => {
    expect(isCron(line)).toBe(false);
  });
});

describe('nextCronTime', () => {
  it.each([
    ['2027-01-01T00:00:00Z', '* * * * *', '2027-01-01T00:01:00.000Z'],
    ['2027-01-01T00:00:30Z', '*/15 * * * *', '2027-01-01T00:15:00.000Z'],
    ['2027-01-01T09:00:00Z', '0 9 * * *', '2027-01-02T09:00:00.000Z'],
    ['2027-01-01T00:00:00Z', '0 9 * * 1', '2027-01-04T09:00:00.000Z'],
    ['2027-01-01T00:00:00Z', '0 9 * * 7', '2027-01-03T09:00:00.000Z'],
    ['2027-01-01T00:00:00Z', '0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['2096-03-01T00:00:00Z', '0 0 29 2 *', '2104-02-29T00:00:00.000Z'],
    ['2027-12-31T23:59:59Z', '59 23 31 12 *', '2028-12-31T23:59:00.000Z'],
  ])('after %s, %p comes at %s', (after, line, expected) => {
    expect(next(after, line)).toBe(expected);
  });

  it('means either day where both are restricted', () => {
    expect(next('2027-01-01T00:00:00Z', '0 9 13 * 5')).toBe('2027-01-01T09:00:00.000Z');
    expect(next('2027-01-08T09:00:00Z', '0 9 13 * 5')).toBe('2027-01-13T09:00:00.000Z');
  });

  it("goes by the zone's clock, over both changes", () => {
    expect(next('2027-03-27T12:00:00Z', '0 9 * * *', 'Europe/Berlin')).toBe('2027-03-28T07:00:00.000Z');
    expect(next('2027-03-27T12:00:00Z', '30 2 * * *', 'Europe/Berlin')).toBe('2027-03-28T01:00:00.000Z');
    expect(next('2027-10-30T12:00:00Z', '30 2 * * *', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z');
    expect(next('2027-10-31T00:30:00Z', '30 2 * * *', 'Europe/Berlin')).toBe('2027-11-01T01:30:00.000Z');
  });

  it('is nothing for a line that is none', () => {
    expect(next('2027-01-01T00:00:00Z', 'every day')).toBeUndefined();
  });
});
