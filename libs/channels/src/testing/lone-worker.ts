import { Ingestion } from '@wayfare/customers';
import { openDatabase } from '@wayfare/platform';
import { openChannels, StandingClock, WORLD_BEGINS } from './world.js';

/** A worker in a process of its own, for tests that kill it: sends what is due through one connector, with a lease that soon runs out. */
const [url = '', connectorId = ''] = process.argv.slice(2);
const database = await openDatabase({ url, poolSize: 4 });
const clock = new StandingClock(WORLD_BEGINS);
const events = new Ingestion({ database, clock, queues: { add: async () => undefined } });
await openChannels(database, clock, { events, leaseMs: 1_000 }).dispatcher.run({ connectorId, slot: 0 });
await database.close();
