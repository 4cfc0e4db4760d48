import type { PersonEvent, QuietTimes } from '@wayfare/kernel';
import type { SendStep } from '../../plan.js';
import { bestHourOf, whenToSend } from './when.js';

const SHANGHAI = 'Asia/Shanghai';
const NOW = new Date('2027-03-26T09:30:00.000Z'); // 17:30 in Shanghai
const NIGHT: QuietTimes = { hours: { from: '22:00', to: '08:00', channels: null }, holidays: [] };
const NOBODY: QuietTimes = { hours: null, holidays: [] };

const answer = (occurredAt: string, name = 'message.opened'): PersonEvent => ({ name, occurredAt: new Date(occurredAt), properties: {} });
const step: SendStep = {
  kind: 'send',
  id: 'n1',
  name: 'Mail',
  channel: 'email',
  connectorId: '1',
  templateId: '1',
  templateRevision: 1,
  tracking: { opens: true, clicks: true },
  ignoreCaps: false,
  next: 'end',
};
const best: SendStep = { ...step, timing: { mode: 'best', fallback: '10:00' } };

describe('the hour at which somebody answers', () => {
  it('is where most of their opens and clicks lie, by their own clock', () => {
    const answers = [answer('2027-03-01T12:10:00Z'), answer('2027-03-05T12:50:00Z', 'message.clicked'), answer('2027-03-07T01:00:00Z')];
    expect(bestHourOf(answers, SHANGHAI, NOW)).toBe(20);
    expect(bestHourOf(answers, 'America/New_York', NOW)).toBe(7);
  });

  it('is the earliest of those that are level', () => {
    const answers = ['2027-03-01T12:00:00Z', '2027-03-02T03:00:00Z', '2027-03-03T08:00:00Z'].map((at) => answer(at));
    expect(bestHourOf(answers, SHANGHAI, NOW)).toBe(11);
  });

  it('is not known of who has answered twice, or half a year ago, or did something else', () => {
    const twice = [answer('2027-03-01T12:00:00Z'), answer('2027-03-02T12:00:00Z')];
    expect(bestHourOf(twice, SHANGHAI, NOW)).toBeNull();
    expect(bestHourOf([...twice, answer('2026-09-20T12:00:00Z')], SHANGHAI, NOW)).toBeNull();
    expect(bestHourOf([...twice, answer('2027-03-03T12:00:00Z', 'visit')], SHANGHAI, NOW)).toBeNull();
  });
});

describe('a message', () => {
  it('leaves at once where nothing stands against it', () => {
    expect(whenToSend(step, { zone: SHANGHAI, bestHour: 9 }, NOW, NIGHT)).toEqual({ notBefore: NOW, deferredBy: null });
  });

  it('waits for the hour at which its person answers, else for the fallback', () => {
    expect(whenToSend(best, { zone: SHANGHAI, bestHour: 20 }, NOW, NOBODY)).toEqual({
      notBefore: new Date('2027-03-26T12:00:00.000Z'),
      deferredBy: 'best_time',
    });
    expect(whenToSend(best, { zone: SHANGHAI, bestHour: null }, NOW, NOBODY).notBefore).toEqual(new Date('2027-03-27T02:00:00.000Z'));
  });

  it('is never sent in quiet hours because its person answers then', () => {
    expect(whenToSend(best, { zone: SHANGHAI, bestHour: 23 }, NOW, NIGHT)).toEqual({
      notBefore: new Date('2027-03-27T00:00:00.000Z'),
      deferredBy: 'quiet_hours',
    });
  });

  it('leaves in quiet hours where its step says so', () => {
    const late = new Date('2027-03-26T15:00:00.000Z');
    expect(whenToSend(step, { zone: SHANGHAI, bestHour: null }, late, NIGHT).deferredBy).toBe('quiet_hours');
    expect(whenToSend({ ...step, ignoreQuietHours: true }, { zone: SHANGHAI, bestHour: null }, late, NIGHT)).toEqual({
      notBefore: late,
      deferredBy: null,
    });
  });
});
