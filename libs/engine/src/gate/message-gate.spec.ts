import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { changeSettings } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { type GateMessage, MessageGate, type Verdict } from './message-gate.js';

const world = await engineWorld();
const mail = send({ templateId: world.workspace.mail });
const gate = new MessageGate({ clock: world.clock });
const queued = async (journeyId: string): Promise<GateMessage[]> =>
  world.database.query<GateMessage>(
    `SELECT customer_id || '-' || id AS key, customer_id AS "customerId", journey_id AS "journeyId", entry_no AS "entryNo", node_id AS "nodeId", pass,
       version_id AS "versionId"
     FROM messages WHERE journey_id = $1 ORDER BY customer_id`,
    [journeyId],
  );
const verdicts = async (journeyId: string): Promise<(Verdict | undefined)[]> => {
  const messages = await queued(journeyId);
  const blocked = await gate.blocked(world.database, messages);
  return messages.map(({ key }) => blocked.get(key));
};

describe('a message that is about to leave', () => {
  it('may, while its person is inside or came to the end; not after they left before it', async () => {
    await world.mailing.holdBack(true);
    const [stays = '', bought = ''] = await world.people({}, {});
    const graph = (pause: string) =>
      draw({ all: audience(), mail, pause: wait(pause), end: exit() }, ['all -> mail -> pause -> end'], {
        goal: { event: 'purchase', window: 'P7D' },
      });
    const [long, short] = [await world.launch(graph('P7D')), await world.launch(graph('PT1M'))];
    await world.advance('PT1H');
    await world.receive(bought, { name: 'purchase' });
    await world.settle();
    expect([stays, bought].length).toBe(2);
    expect(await verdicts(long)).toEqual([undefined, 'exited']);
    expect(await verdicts(short)).toEqual([undefined, undefined]);
    await world.journeys.pause(long);
    expect(await verdicts(long)).toEqual(['released', 'exited']);
    await world.journeys.resume(long);
    expect(await verdicts(long)).toEqual([undefined, 'exited']);
    await world.journeys.stop(long);
    expect(await verdicts(long)).toEqual(['stopped', 'exited']);
  });

  it('may not any more once it has expired, or would only when it has', async () => {
    await world.mailing.holdBack(true);
    await world.people({ attributes: { group: 'late' } });
    const late = send({ templateId: world.workspace.mail, expires: 'PT2H' });
    const graph = draw({ in: audience({ condition: { attribute: 'group', is: 'eq', value: 'late' } }), mail: late, end: exit() }, [
      'in -> mail -> end',
    ]);
    const journey = await world.launch(graph);
    await world.advance('PT2H');
    expect(await verdicts(journey)).toEqual([undefined]);
    // it would leave by itself now, but the night keeps it until it has expired
    await changeSettings(world.database, world.clock, { extra: { quietHours: { from: '00:00', to: '23:59' } } });
    expect(await verdicts(journey)).toEqual(['expired']);
    await changeSettings(world.database, world.clock, { extra: {} });
    await world.advance('PT1S');
    expect(await verdicts(journey)).toEqual(['expired']);
  });
});
