import { dueAtOf, morningOf, slotsAt, upcomingOf } from './schedule.js';

const SHANGHAI = { timeZone: 'Asia/Shanghai', reportAt: '09:00' };
const iso = (date: Date): string => date.toISOString();

describe('when readings are due', () => {
  it('is at the report time of the workspace, one, three and seven days after the send day', () => {
    expect(iso(dueAtOf('2027-03-01', 'first', SHANGHAI))).toBe('2027-03-02T01:00:00.000Z');
    expect(iso(dueAtOf('2027-03-01', 'd3', SHANGHAI))).toBe('2027-03-04T01:00:00.000Z');
    expect(iso(dueAtOf('2027-03-01', 'd7', { ...SHANGHAI, reportAt: '18:30' }))).toBe('2027-03-08T10:30:00.000Z');
  });

  it('follows the clocks when they change overnight', () => {
    const berlin = { timeZone: 'Europe/Berlin', reportAt: '09:00' };
    expect(iso(dueAtOf('2027-03-27', 'first', berlin))).toBe('2027-03-28T07:00:00.000Z');
    expect(iso(dueAtOf('2027-03-26', 'first', berlin))).toBe('2027-03-27T08:00:00.000Z');
  });

  it('knows the last morning that has come, before and after the report time', () => {
    expect(morningOf(new Date('2027-03-02T01:00:00Z'), SHANGHAI)).toEqual({ at: new Date('2027-03-02T01:00:00Z'), day: '2027-03-01' });
    expect(morningOf(new Date('2027-03-02T00:59:59Z'), SHANGHAI)).toEqual({ at: new Date('2027-03-01T01:00:00Z'), day: '2027-02-28' });
  });

  it('looks at the send days of a fortnight, the first due first', () => {
    const slots = slotsAt(new Date('2027-03-15T03:00:00Z'), SHANGHAI);
    expect(slots[0]).toMatchObject({ day: '2027-03-01', reading: 'first' });
    expect(slots.at(-1)).toMatchObject({ day: '2027-03-15', reading: 'd7' });
    expect(slots.map(({ dueAt }) => dueAt.getTime())).toEqual(slots.map(({ dueAt }) => dueAt.getTime()).sort((a, b) => a - b));
  });

  it('promises nothing for a day that is no longer looked at', () => {
    const now = new Date('2027-03-20T03:00:00Z');
    expect(upcomingOf('2027-03-01', now, SHANGHAI, [])).toEqual([]);
    expect(upcomingOf('2027-03-19', now, SHANGHAI, ['first']).map(({ reading }) => reading)).toEqual(['d3', 'd7']);
  });
});
