import { audience, draw, exit, send } from '@wayfare/journey/testing';
import type { ContactRules } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { type GateMessage, MessageGate, type Verdict } from './message-gate.js';

/** 10:00 in Shanghai. */
const NOW = new Date('2027-03-02T02:00:00.000Z');
const world = await engineWorld({ now: NOW });
const gate = new MessageGate({ clock: world.clock });
const rules = (some: Partial<ContactRules>) => changeSettings(world.database, world.clock, { extra: some });

const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const mailTo = (group: string, data: Parameters<typeof send>[0] = {}, settings: Parameters<typeof draw>[2] = {}): Promise<string> =>
  world.launch(
    draw({ in: mine(group), mail: send({ templateId: world.workspace.mail, ...data }), end: exit() }, ['in -> mail -> end'], settings),
  );
const statesOf = async (...journeys: string[]): Promise<string[]> =>
  (
    await world.database.query<{ state: string }>('SELECT state FROM messages WHERE journey_id = ANY ($1::bigint[]) ORDER BY journey_id', [
      journeys,
    ])
  ).map(({ state }) => state);

const COLUMNS = `customer_id || '-' || id AS key, customer_id AS "customerId", journey_id AS "journeyId", entry_no AS "entryNo", node_id AS "nodeId", pass, version_id AS "versionId"`;
/** As a run of the dispatcher claims them. */
const claim = (...journeys: string[]): Promise<GateMessage[]> =>
  world.database.query<GateMessage>(
    `WITH claimed AS (UPDATE messages SET state = 'sending' WHERE journey_id = ANY ($1::bigint[]) AND state = 'queued' RETURNING *)
     SELECT ${COLUMNS} FROM claimed ORDER BY id`,
    [journeys],
  );
const ask = async (messages: readonly GateMessage[]): Promise<(Verdict | undefined)[]> => {
  const verdicts = await gate.blocked(world.database, messages);
  return messages.map(({ key }) => verdicts.get(key));
};
const settle = (state: string, handedAt: Date | null, { key }: GateMessage) =>
  world.database.query(`UPDATE messages SET state = $1, handed_at = $2 WHERE customer_id || '-' || id = $3`, [state, handedAt, key]);
const later = (ms: number): Date => new Date(world.clock.now().getTime() + ms);

beforeAll(() => world.mailing.holdBack(true));
// what is being sent would keep the clock waiting
afterEach(() => world.database.query(`UPDATE messages SET state = 'cancelled' WHERE state IN ('queued', 'sending')`));

describe('a message that is about to leave', () => {
  it('waits for the end of quiet hours that have begun since it was decided on', async () => {
    await rules({});
    await world.people({ attributes: { group: 'late' }, timeZone: 'Asia/Shanghai' });
    const [usual, urgent] = [await mailTo('late'), await mailTo('late', { ignoreQuietHours: true })];
    await rules({ quietHours: { from: '09:30', to: '11:00' } });
    expect(await ask(await claim(usual, urgent))).toEqual([
      { until: new Date('2027-03-02T03:00:00.000Z'), because: 'quiet_hours' },
      undefined,
    ]);
  });

  it('of two to the same person that a cap has room for one of, leaves alone', async () => {
    await rules({});
    await world.people({ attributes: { group: 'pair' } });
    const [first, second] = [await mailTo('pair'), await mailTo('pair')];
    await rules({ caps: [{ per: 'day', max: 1 }] });
    expect(await ask(await claim(first, second))).toEqual([undefined, { until: later(86_400_000), because: 'frequency_cap' }]);
  });

  it('sees what another run holds at that moment, and asks again when it knows what became of it', async () => {
    await rules({});
    await world.people({ attributes: { group: 'runs' } });
    const [first, second] = [await mailTo('runs'), await mailTo('runs')];
    await rules({ caps: [{ per: 'day', max: 1, over: 'skip' }] });
    const [one, other] = [await claim(first), await claim(second)];
    const [held] = one;
    if (!held) throw new Error('nothing was claimed');
    // both are claimed: each sees the other, and neither goes before it knows
    expect(await ask(one)).toEqual([{ until: later(15_000), because: 'frequency_cap' }]);
    await settle('sent', world.clock.now(), held);
    expect(await ask(other)).toEqual(['frequency_cap']);
    await settle('failed', null, held);
    expect(await ask(other)).toEqual([undefined]);
  });

  it('of two journeys at one instant, lets the one with the higher priority go, whichever was decided on or is claimed first', async () => {
    await rules({ caps: [{ per: 'day', max: 1, over: 'skip' }] });
    await world.people({ attributes: { group: 'priority' } });
    const low = await mailTo('priority', {}, { priority: 2 });
    const high = await mailTo('priority', {}, { priority: 8 });
    expect(await statesOf(low, high)).toEqual(['queued', 'queued']);
    await world.mailing.holdBack(false);
    // alone in a claim, it sees what the other has queued; in one with it, it comes second
    const [lower] = await claim(low);
    if (!lower) throw new Error('nothing was claimed');
    expect(await ask([lower])).toEqual(['frequency_cap']);
    const [higher] = await claim(high);
    if (!higher) throw new Error('nothing was claimed');
    expect(await ask([lower, higher])).toEqual(['frequency_cap', undefined]);
    await world.mailing.holdBack(true);
  });

  it('leaves no place free for a higher priority that is paused', async () => {
    await rules({ caps: [{ per: 'day', max: 1, over: 'skip' }] });
    await world.people({ attributes: { group: 'paused' } });
    const low = await mailTo('paused', {}, { priority: 4 });
    const high = await mailTo('paused', {}, {});
    await world.database.query(`UPDATE journeys SET state = 'paused' WHERE id = $1`, [high]);
    await world.mailing.holdBack(false);
    expect(await ask(await claim(low))).toEqual([undefined]);
    await world.mailing.holdBack(true);
  });

  it('is asked about no rule where there is none', async () => {
    await rules({});
    await world.people({ attributes: { group: 'free' } });
    expect(await ask(await claim(await mailTo('free')))).toEqual([undefined]);
  });
});
