import { describe, expect, it } from '@jest/globals';
import { fromLocal, toLocal } from './local-time.js';
import { cronOf, rhythmOf } from './schedule.js';

describe('a schedule', () => {
  it.each([
    ['0 9 * * *', { every: 'day', time: '09:00' }],
    ['30 18 * * 1,5', { every: 'week', time: '18:30', days: [1, 5] }],
    ['0 8 * * 0', { every: 'week', time: '08:00', days: [7] }],
    ['15 7 1 * *', { every: 'month', time: '07:15', day: 1 }],
  ] as const)('%s is said as people say it, and written back alike', (line, rhythm) => {
    expect(rhythmOf(line)).toEqual(rhythm);
    expect(cronOf(rhythm as ReturnType<typeof rhythmOf>)).toBe(line);
  });

  it.each(['*/5 * * * *', '0 9 1 * 1', '0 9 * 3 *', 'nonsense', '0 25 * * *'])('%s stays the line that it is', (line) => {
    expect(rhythmOf(line)).toEqual({ every: 'cron', line });
  });
});

describe('a time of the workspace’s clock', () => {
  it('comes back as it was typed', () => {
    const instant = fromLocal('2027-03-01T09:00', 'Asia/Shanghai');
    expect(instant).toBe('2027-03-01T01:00:00.000Z');
    expect(toLocal(instant ?? '', 'Asia/Shanghai')).toBe('2027-03-01T09:00');
  });

  it('is none while it is half typed', () => {
    expect(fromLocal('', 'Asia/Shanghai')).toBeNull();
    expect(fromLocal('2027-03-01', 'Asia/Shanghai')).toBeNull();
    expect(toLocal('soon', 'Asia/Shanghai')).toBe('');
  });
});
