import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Ingestion } from '@wayfare/customers';
import { openDatabase } from '@wayfare/platform';
import { eventually, testDatabaseUrl, whenFileEnds } from '@wayfare/platform/testing';
import { layJourney, layMessages, openChannels, StandingClock, statesOf, WORLD_BEGINS } from '../testing/world.js';
import { startHook, startSink } from '../testing.js';

const CONNECTIONS = 4;
const PEOPLE = 300;
/** A process of its own takes long to start on a busy machine. */
const PATIENCE_MS = 180_000;

/** The worker, bundled once by the project's own bundler. */
const bundled = path.resolve('node_modules', '.cache', `wayfare-killed-${process.pid}`, 'worker.mjs');
whenFileEnds(async () => rmSync(path.dirname(bundled), { recursive: true, force: true }));
const BUNDLE = `import { bundle } from './scripts/lib/bundle.mjs'; await bundle('libs/channels/src/testing/lone-worker.ts', ${JSON.stringify(bundled)});`;
const [code] = await once(spawn(process.execPath, ['--input-type=module', '-e', BUNDLE], { stdio: 'inherit' }), 'exit');
if (code !== 0) throw new Error('the worker could not be bundled');

const prepared = async (shards: number) => {
  const url = await testDatabaseUrl(shards);
  const database = await openDatabase({ url, poolSize: 6 });
  whenFileEnds(() => database.close());
  const clock = new StandingClock(WORLD_BEGINS);
  const events = new Ingestion({ database, clock, queues: { add: async () => undefined } });
  const channels = openChannels(database, clock, { events });
  whenFileEnds(() => channels.dispatcher.close());
  return { url, database, clock, channels };
};
let { url, database, clock, channels } = await prepared(1);

/** Starts a worker and kills it with SIGKILL as soon as `isTime`. */
const killWhen = async (connectorId: string, isTime: () => boolean): Promise<void> => {
  const worker = spawn(process.execPath, [bundled, url, connectorId], { stdio: 'inherit' });
  const exited = once(worker, 'exit');
  whenFileEnds(async () => worker.kill('SIGKILL'));
  await eventually(isTime, 90_000, 2);
  worker.kill('SIGKILL');
  await exited;
};

/** Everything that the dead worker held has been decided on. */
const recovered = (journeyId: string): Promise<unknown> =>
  eventually(async () => {
    await channels.dispatcher.recoverLeases();
    const [row] = await database.query<{ held: number }>(
      "SELECT count(*)::integer AS held FROM messages WHERE journey_id = $1 AND state = 'sending'",
      [journeyId],
    );
    return row?.held === 0;
  });

describe.each([1, 4])('on %i shards', (shards) => {
  beforeAll(async () => {
    if (database.shards !== shards) ({ url, database, clock, channels } = await prepared(shards));
  });

  it(
    'a worker killed while it sends mail leaves at most as many unknown as it had connections, and nobody gets a mail twice',
    async () => {
      const sink = await startSink({ behave: () => ({ slowMs: 15 }) });
      whenFileEnds(() => sink.close());
      const settings = { host: '127.0.0.1', port: sink.port, from: 'hi@coffee.example', connections: CONNECTIONS };
      const { id: connectorId } = await channels.connectors.createConnector({ kind: 'smtp', name: 'Mail', settings });
      const journey = await layJourney(database, { connectorId, template: { subject: 'Hi', text: 'Hi {{ customer.id }}' } });
      await layMessages(database, journey, 1, PEOPLE);
      for (const mails of [40, 120]) {
        await killWhen(connectorId, () => sink.mails.length >= mails);
        await recovered(journey.journeyId);
      }
      await channels.dispatcher.run({ connectorId, slot: 0 });
      const { unknown = 0, sent = 0, ...rest } = await statesOf(database, journey);
      expect(rest).toEqual({});
      expect(sent + unknown).toBe(PEOPLE);
      expect(unknown).toBeLessThanOrEqual(2 * CONNECTIONS);
      const rows = await database.query<{ state: string; address: string }>('SELECT state, address FROM messages WHERE journey_id = $1', [
        journey.journeyId,
      ]);
      const times = (address: string): number => sink.to(address).length;
      expect(rows.filter(({ state, address }) => state === 'sent' && times(address) !== 1)).toEqual([]);
      expect(rows.filter(({ address }) => times(address) > 1)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'a worker killed while it calls a webhook leaves nothing unknown: the calls are made again under the same key',
    async () => {
      const hook = await startHook();
      whenFileEnds(() => hook.close());
      const settings = { url: hook.url, allowPrivate: true, concurrency: CONNECTIONS };
      const { id: connectorId } = await channels.connectors.createConnector({ kind: 'webhook', name: 'Hook', settings });
      const journey = await layJourney(database, {
        connectorId,
        template: { channel: 'webhook', text: '{"id": {{ customer.id | json }}}' },
      });
      await layMessages(database, journey, 1, PEOPLE);
      await killWhen(connectorId, () => hook.calls.length >= 40);
      await recovered(journey.journeyId);
      clock.advance(60_000);
      await channels.dispatcher.run({ connectorId, slot: 0 });
      expect(await statesOf(database, journey)).toEqual({ delivered: PEOPLE });
      const keys = new Set(hook.calls.map(({ headers }) => headers['idempotency-key']));
      expect(keys.size).toBe(PEOPLE);
      expect(hook.calls.length - PEOPLE).toBeLessThanOrEqual(CONNECTIONS);
    },
    PATIENCE_MS,
  );
});
