import { addDuration, type Cap, type QuietTimes } from '@wayfare/kernel';
import { profileWith } from '@wayfare/kernel/testing';
import { interpret } from '../../interpret/interpret.js';
import { audience, draw, exit, LAUNCH, planOf, send } from '../../testing.js';
import type { Fate } from '../definition.js';

/** Quiet by the clock of Berlin for six hours from the launch on. */
const QUIET: QuietTimes = { hours: { from: berlin('PT0S'), to: berlin('PT6H'), channels: null }, holidays: [] };
const CAPS: readonly Cap[] = [{ per: 'day', max: 1, over: 'defer' }];

function berlin(after: string): string {
  return addDuration(LAUNCH, after).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
}

const fateOf = (expires: string, rules: { quiet?: QuietTimes; caps?: readonly Cap[] } = {}): Fate | undefined => {
  const graph = draw({ all: audience(), mail: send({ expires }), end: exit() }, ['all -> mail -> end']);
  const person = profileWith({ email: 'a@customers.example', consent: { email: true } });
  const { entries } = interpret(planOf(graph), person, [], {
    journeyId: '7',
    workspaceZone: 'Europe/Berlin',
    launchedAt: LAUNCH,
    until: addDuration(LAUNCH, 'P3D'),
    contacts: [{ channel: 'email', at: addDuration(LAUNCH, 'PT1H', -1) }],
    ...rules,
  });
  return entries[0]?.messages[0]?.fate;
};
const EXPIRED: Fate = { state: 'suppressed', reason: 'expired' };

describe('a message that expires', () => {
  it('is not sent where quiet hours or caps hold it back for longer', () => {
    expect(fateOf('PT1H')).toMatchObject({ state: 'queued', deferredBy: null });
    expect(fateOf('PT5H', { quiet: QUIET })).toEqual(EXPIRED);
    expect(fateOf('PT12H', { quiet: QUIET })).toMatchObject({ state: 'queued', deferredBy: 'quiet_hours' });
    expect(fateOf('PT12H', { caps: CAPS })).toEqual(EXPIRED);
    expect(fateOf('P2D', { caps: CAPS })).toMatchObject({ state: 'queued', deferredBy: 'frequency_cap' });
  });

  it('may leave at the very instant at which it expires', () => {
    expect(fateOf('PT6H', { quiet: QUIET })).toMatchObject({ state: 'queued' });
    expect(fateOf('PT5H59M59S', { quiet: QUIET })).toEqual(EXPIRED);
  });
});
