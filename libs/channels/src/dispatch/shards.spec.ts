import { Ingestion } from '@wayfare/customers';
import { PlannedDatabase, testDatabase, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, statesOf, WORLD_BEGINS } from '../testing/world.js';
import { startSink } from '../testing.js';

const SHARDS = 4;
const PEOPLE = 120;
const database = new PlannedDatabase(await testDatabase({ shards: SHARDS, poolSize: 16 }));
const sink = await startSink();
whenFileEnds(() => sink.close());

const clock = new StandingClock(WORLD_BEGINS);
const events = new Ingestion({ database, clock, queues: { add: async () => undefined } });
const { connectors, dispatcher } = openChannels(database, clock, { events });
whenFileEnds(() => dispatcher.close());

const lay = async (from: number) => {
  const { id: connectorId } = await connectors.createConnector({
    kind: 'smtp',
    name: 'Mail',
    settings: { host: '127.0.0.1', port: sink.port, from: 'Café <hi@coffee.example>', connections: 4 },
  });
  const journey = await layJourney(database, { connectorId, template: { subject: 'Hello', html: '<p>Hello</p>' } });
  await layMessages(database, journey, from, from + PEOPLE - 1);
  return { ...journey, connectorId };
};

const crossings = async () => [...new Set((await database.crossings()).map(({ text, relations }) => `${text} (${relations.join(', ')})`))];

describe('dispatch on several shards', () => {
  it('sends to everybody once, also where the provider refuses somebody, with statements that touch one shard each', async () => {
    const journey = await lay(1);
    sink.behave((to, nth) => (to === 'p7@customers.example' && nth === 1 ? { at: 'rcpt', code: 550 } : 'accept'));
    expect(await dispatcher.due(clock.now())).toEqual([journey.connectorId]);
    await database.watch('dispatch', () => dispatcher.run({ connectorId: journey.connectorId, slot: 0 }));
    expect(await statesOf(database, journey)).toEqual({ bounced: 1, sent: PEOPLE - 1 });
    for (let n = 1; n <= PEOPLE; n += 1) if (n !== 7) expect(sink.to(`p${n}@customers.example`)).toHaveLength(1);
    expect(database.planned.filter(({ text }) => text.includes('messages m')).length).toBeGreaterThan(3 * SHARDS);
    expect(await crossings()).toEqual([]);
    expect(await dispatcher.due(clock.now())).toEqual([]);
  });

  it('finds what a dead worker held in any of them', async () => {
    const journey = await lay(PEOPLE + 1);
    await database.query(`UPDATE messages SET state = 'sending', lease_by = 'dead', lease_until = '2000-01-01' WHERE journey_id = $1`, [
      journey.journeyId,
    ]);
    expect(await database.watch('recovery', () => dispatcher.recoverLeases())).toEqual({ requeued: PEOPLE, unknown: 0 });
    await dispatcher.run({ connectorId: journey.connectorId, slot: 0 });
    expect(await statesOf(database, journey)).toEqual({ sent: PEOPLE });
    expect(await crossings()).toEqual([]);
  });
});
