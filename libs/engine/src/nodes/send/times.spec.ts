import { audience, draw, exit, send } from '@wayfare/journey/testing';
import { changeSettings } from '@wayfare/platform';
import { engineWorld } from '../../testing.js';

/** 10:00 in Shanghai, 21:00 the day before in New York. */
const NOW = new Date('2027-03-02T02:00:00.000Z');
const world = await engineWorld({ now: NOW });

const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const mailTo = (group: string, data: Parameters<typeof send>[0] = {}, settings: Parameters<typeof draw>[2] = {}): Promise<string> =>
  world.launch(
    draw({ in: mine(group), mail: send({ templateId: world.workspace.mail, ...data }), end: exit() }, ['in -> mail -> end'], settings),
  );
const waiting = (journey: string) =>
  world.database.query<{ customer: string; state: string; notBefore: Date; deferredBy: string | null }>(
    `SELECT customer_id AS customer, state, not_before AS "notBefore", deferred_by AS "deferredBy" FROM messages WHERE journey_id = $1 ORDER BY customer_id`,
    [journey],
  );

beforeAll(() => changeSettings(world.database, world.clock, { extra: { quietHours: { from: '20:00', to: '08:00' } } }));

describe('a message decided on in quiet hours', () => {
  it('does not leave where they end only after it has expired', async () => {
    const [here, there] = await world.people(
      { attributes: { group: 'brief' }, timeZone: 'Asia/Shanghai' },
      { attributes: { group: 'brief' }, timeZone: 'America/New_York' },
    );
    const journey = await mailTo('brief', { expires: 'PT10H' });
    const reasons = await world.database.query(
      'SELECT customer_id AS customer, state, reason FROM messages WHERE journey_id = $1 ORDER BY 1',
      [journey],
    );
    expect(reasons).toEqual([
      { customer: here, state: 'sent', reason: null },
      { customer: there, state: 'suppressed', reason: 'expired' },
    ]);
  });

  it('waits for the end of them by the clock of its person, and then leaves by itself', async () => {
    const attributes = { group: 'zones' };
    const [here, there, nowhere] = await world.people(
      { attributes, timeZone: 'Asia/Shanghai' },
      { attributes, timeZone: 'America/New_York' },
      { attributes, timeZone: 'Middle/Earth' },
    );
    const journey = await mailTo('zones');
    expect(await waiting(journey)).toEqual([
      { customer: here, state: 'sent', notBefore: NOW, deferredBy: null },
      { customer: there, state: 'queued', notBefore: new Date('2027-03-02T13:00:00.000Z'), deferredBy: 'quiet_hours' },
      // no zone of their own: the workspace's
      { customer: nowhere, state: 'sent', notBefore: NOW, deferredBy: null },
    ]);
    await world.advance('PT11H');
    expect((await waiting(journey)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    await world.expectConservation(journey);
  });

  it('goes by the hours of its journey where that has its own, and leaves at once where its step says so', async () => {
    await world.people({ attributes: { group: 'own' }, timeZone: 'America/New_York' });
    const own = await mailTo('own', {}, { quietHours: { from: '12:00', to: '13:00' } });
    expect((await waiting(own)).map(({ state }) => state)).toEqual(['sent']);
    const urgent = await mailTo('own', { ignoreQuietHours: true });
    expect((await waiting(urgent)).map(({ state }) => state)).toEqual(['sent']);
  });
});

describe('a message that is to arrive when its person answers most', () => {
  it('waits for that hour of theirs, else for the fallback', async () => {
    const now = world.clock.now();
    const attributes = { group: 'best' };
    const [answers, silent] = await world.people({ attributes, timeZone: 'Asia/Shanghai' }, { attributes, timeZone: 'Asia/Shanghai' });
    for (const day of ['01', '02', '03'])
      await world.receive(answers ?? '', { name: 'message.opened', occurredAt: new Date(`2027-02-${day}T08:20:00Z`) }); // 16:20
    await world.settle();
    const journey = await mailTo('best', { timing: { mode: 'best', fallback: '12:30' } });
    const times = await waiting(journey);
    expect(times).toEqual([
      { customer: answers, state: 'queued', notBefore: expect.any(Date), deferredBy: 'best_time' },
      { customer: silent, state: 'queued', notBefore: expect.any(Date), deferredBy: 'best_time' },
    ]);
    expect(times.map(({ notBefore }) => notBefore.toISOString().slice(11))).toEqual(['08:00:00.000Z', '04:30:00.000Z']);
    expect(times.every(({ notBefore }) => notBefore > now && notBefore.getTime() - now.getTime() <= 86_400_000)).toBe(true);
  });
});
