import type { Cap } from '@wayfare/kernel';
import { type Contact, whenCapsAllow } from './caps.js';

const HOUR = 3_600_000;
const NOW = new Date('2027-03-26T09:00:00.000Z');
const ago = (hours: number, channel = 'email'): Contact => ({ channel, at: new Date(NOW.getTime() - hours * HOUR) });
const ahead = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);
const placed = (contacts: readonly Contact[], caps: readonly Cap[], quietEnd = (instant: Date): Date => instant): Date | null =>
  whenCapsAllow('email', NOW, contacts, caps, quietEnd);

describe('frequency caps', () => {
  it('let a message through while there is room, and count only their window', () => {
    expect(placed([], [{ per: 'day', max: 1 }])).toEqual(NOW);
    expect(placed([ago(5)], [{ per: 'day', max: 2 }])).toEqual(NOW);
    expect(placed([ago(24)], [{ per: 'day', max: 1 }])).toEqual(NOW);
    expect(placed([ago(0.5), ago(1)], [{ per: 'hour', max: 2 }])).toEqual(NOW);
  });

  it('put a message off until the oldest of those that fill them has left the window', () => {
    expect(placed([ago(5)], [{ per: 'day', max: 1 }])).toEqual(ahead(19));
    expect(placed([ago(5), ago(20)], [{ per: 'day', max: 2 }])).toEqual(ahead(4));
    expect(placed([ago(1), ago(2), ago(3)], [{ per: 'week', max: 2, over: 'defer' }])).toEqual(ahead(7 * 24 - 2));
  });

  it('skip it where they say so', () => {
    expect(placed([ago(5)], [{ per: 'day', max: 1, over: 'skip' }])).toBeNull();
    expect(
      placed(
        [ago(5)],
        [
          { per: 'month', max: 5 },
          { per: 'day', max: 1, over: 'skip' },
        ],
      ),
    ).toBeNull();
  });

  it('count the channel that they name, else all', () => {
    expect(placed([ago(5, 'sms')], [{ per: 'day', max: 1, channel: 'email' }])).toEqual(NOW);
    expect(placed([ago(5, 'sms')], [{ per: 'day', max: 1, channel: 'sms' }])).toEqual(NOW);
    expect(placed([ago(5, 'sms')], [{ per: 'day', max: 1 }])).toEqual(ahead(19));
  });

  it('hold together: what waits for one of them has to fit under the others when it comes', () => {
    const caps: Cap[] = [
      { per: 'hour', max: 1 },
      { per: 'day', max: 2 },
    ];
    // the hour is free in 30 minutes, the day in 10 hours
    expect(placed([ago(0.5), ago(14)], caps)).toEqual(ahead(10));
  });

  it('count what is still to come by the time the message would leave', () => {
    const later: Contact = { channel: 'email', at: ahead(10) };
    expect(placed([ago(14), later], [{ per: 'day', max: 1 }])).toEqual(ahead(34));
  });

  it('never send a message into quiet hours', () => {
    const morning = ahead(23);
    expect(placed([ago(5)], [{ per: 'day', max: 1 }], () => morning)).toEqual(morning);
  });
});
