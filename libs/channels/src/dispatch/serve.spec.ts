import { Ingestion } from '@wayfare/customers';
import { dispatchQueue } from '@wayfare/platform';
import { eventually, queuesAt, testDatabase, testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { openChannels, StandingClock, WORLD_BEGINS } from '../testing/world.js';

const database = await testDatabase();
const queues = await queuesAt({ databaseUrl: await testDatabaseUrl() });
const clock = new StandingClock(WORLD_BEGINS);
const events = new Ingestion({ database, clock, queues: { add: async () => undefined } });
const { dispatcher, connectors } = openChannels(database, clock, { events, queues });
whenFileEnds(() => dispatcher.close());

const connect = async (name: string): Promise<string> =>
  (await connectors.createConnector({ kind: 'smtp', name, settings: { host: '127.0.0.1', port: 1, from: 'a@b.example' } })).id;
const add = (id: string): Promise<void> =>
  queues.add(dispatchQueue(id), [{ name: 'dispatch', id: `dispatch:${id}:0`, data: { connectorId: id, slot: 0 } }]);
const left = async (id: string): Promise<number> => {
  const { waiting, active } = await queues.counts(dispatchQueue(id));
  return waiting + active;
};

describe('the queues of connectors', () => {
  it('are served while there is a connector, and left when it is deleted', async () => {
    const [gone, stays] = [await connect('gone'), await connect('stays')];
    await dispatcher.serve();
    await add(gone);
    await eventually(async () => (await left(gone)) === 0);

    await connectors.deleteConnector(gone);
    await dispatcher.serve();
    await add(gone);
    await add(stays);
    await eventually(async () => (await left(stays)) === 0);
    expect(await left(gone)).toBe(1);
  });
});
