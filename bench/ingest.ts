import 'reflect-metadata';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Connectors, PublicLinks } from '@wayfare/channels';
import { layJourney, layMessages } from '@wayfare/channels/testing';
import { type Database, loadConfig, RealClock, SecretsBox } from '@wayfare/platform';
import { eventually } from '@wayfare/platform/testing';
import { buildServices, openCore } from '@wayfare/wiring';
import { createApi } from '../apps/api/src/api.js';
import { bundleProgram, startProgram } from '../tests/faults/program.js';
import { type Bench, runBench } from './harness.js';
import { hasShownAll, launchListeners } from './ingest/listeners.js';
import { cpuMeter } from './latency/cpu.js';

const OPTIONS = {
  customers: 100_000,
  events: 200_000,
  batch: 500,
  clicks: 5_000,
  connections: 8,
  rate: 500,
  seconds: 10,
  listening: false,
};
/** How long a worker may take to show journeys what has come in, after the last of it. */
const PATIENCE_MS = 600_000;
type IngestBench = Bench<typeof OPTIONS & { redis: boolean }>;

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const NAMES = ['visit', 'add_to_cart', 'purchase', 'search'];
const HOUR_MS = 3_600_000;

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
interface Answered {
  readonly seconds: number;
  readonly cpuMs: number;
  readonly answerMs: readonly number[];
  readonly statuses: Readonly<Record<string, number>>;
}

/** The real api in this process, and the headers of somebody who may send events. */
const startApi = async ({ databaseUrl, redisUrl, logger }: IngestBench) => {
  const env = {
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    WAYFARE_SECRET: randomBytes(32).toString('base64'),
    WORKER_HEALTH_PORT: '0',
    LOG_LEVEL: 'warn',
    PORT: '0',
  };
  const config = loadConfig(env);
  const core = await openCore(config, logger, 'api');
  const services = buildServices(core, { mailbox: null });
  const token = randomBytes(32).toString('base64url');
  await services.access.ensureStandaloneToken(token);
  const app = await createApi(core, services, null);
  await app.listen(0, '127.0.0.1');
  const stop = async (): Promise<void> => {
    await app.close();
    await core.close();
  };
  return { config, env, services, base: await app.getUrl(), authorization: `Bearer ${token}`, stop };
};

/** Customers with one message each that was sent an hour ago; gives the ids of those messages by customer. */
const layTouches = async (
  { database, queues, options }: IngestBench,
  secret: Buffer,
): Promise<{ customerId: string; messageId: string }[]> => {
  const clock = new RealClock();
  const connectors = new Connectors({
    database,
    clock,
    wall: clock,
    queues,
    secrets: new SecretsBox(secret),
    allowPrivateAddresses: false,
  });
  const settings = { host: 'localhost', port: 25, from: 'hi@coffee.example' };
  const { id: connectorId } = await connectors.createConnector({ kind: 'smtp', name: 'Mail', settings });
  const journey = await layJourney(database, { connectorId, template: { subject: 'x', text: 'x' } });
  await layMessages(database, journey, 1, options.customers);
  const sent = new Date(clock.now().getTime() - HOUR_MS);
  const touches = await database.query<{ customerId: string; messageId: string }>(
    `UPDATE messages SET state = 'sent', handed_at = $1 RETURNING customer_id AS "customerId", id AS "messageId"`,
    [sent],
  );
  await database.query('VACUUM ANALYZE');
  return touches;
};

/** Events with ids from `first` on, dealt out to requests. */
const requestsOf = (
  { customers, listening }: IngestBench['options'],
  authorization: string,
  { first = 0, events, batch }: { first?: number; events: number; batch: number },
): Request[] => {
  const headers = { authorization, 'content-type': 'application/json' };
  const event = (at: number) => ({
    id: `e${at}`,
    customer: { externalId: `c${((at * 7919) % customers) + 1}` },
    name: NAMES[at % NAMES.length],
    // journeys take no notice of what happened before they were launched
    occurredAt: new Date(Date.now() - (listening ? 0 : (at % 1000) * 1000)).toISOString(),
    properties: { page: `/shop/${at % 500}`, device: 'phone', n: at % 10, member: at % 2 === 0 },
    ...(at % 4 === 2 ? { value: { amount: 1999 + at, currency: 'CNY' } } : {}),
  });
  return Array.from({ length: Math.ceil(events / batch) }, (_, request) => {
    const size = Math.min(batch, events - request * batch);
    const body = Array.from({ length: size }, (_, n) => event(first + request * batch + n));
    return { path: '/api/v1/events', method: 'POST', headers, body: JSON.stringify({ events: body }) };
  });
};

interface Sending {
  readonly base: string;
  readonly connections: number;
  readonly requests: readonly Request[];
  /** Sent at this rate; where absent, as fast as they are answered. */
  readonly perSecond?: number;
}

/** Sends the requests from a process of its own; fails where one was answered with another status. */
const send = async (sending: Sending, status: number): Promise<Answered> => {
  const client = fork('bench/ingest-client.mjs', { stdio: 'inherit' });
  client.send(sending);
  const [answered]: [Answered] = (await once(client, 'message')) as [Answered];
  client.disconnect();
  if (answered.statuses[status] !== sending.requests.length)
    throw new Error(`of ${sending.requests.length} requests not all were answered ${status}: ${JSON.stringify(answered.statuses)}`);
  return answered;
};

const countOf = async (database: Database, rows: string): Promise<number> => {
  const [row] = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${rows}`);
  return row?.n ?? 0;
};

/** Fails where the tables do not hold just what was sent. */
const agree = async (database: Database, expected: Readonly<Record<string, number>>): Promise<void> => {
  for (const [rows, count] of Object.entries(expected)) {
    const found = await countOf(database, rows);
    if (found !== count) throw new Error(`${rows}: ${found} rows, and not the ${count} that were sent`);
  }
};

const share = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);

/** How long the answers took, but for those of the first second. */
const singlesOf = ({ options }: IngestBench, { answerMs }: Answered): Record<string, number> => {
  const sorted = answerMs.slice(options.rate).sort((one, other) => one - other);
  return { singleP50Ms: share(sorted, 0.5), singleP95Ms: share(sorted, 0.95), singleP99Ms: share(sorted, 0.99) };
};

/** How much processor time api, PostgreSQL and the worker, where there is one, take for what `work` does: milliseconds for each of so many. */
const metered = async <T>(
  { database }: IngestBench,
  { count, worker }: { readonly count: number; readonly worker: Readonly<Record<string, number>> },
  work: () => Promise<T>,
): Promise<{ value: T; cpuMs: Record<string, number> }> => {
  const others = await cpuMeter(database, worker);
  const [before, mine] = [others(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(mine);
  const taken = {
    api: (user + system) / 1000,
    ...Object.fromEntries(Object.entries(others() ?? {}).map(([of, ms]) => [of, ms - (before?.[of] ?? 0)])),
  };
  return { value, cpuMs: Object.fromEntries(Object.entries(taken).map(([of, ms]) => [of, Number((ms / count).toFixed(4))])) };
};

/**
 * How many events a second the api takes in batches, and how many clicks on tracked links one by one: over HTTP, through every guard and check, each
 * answered only when it is committed and on the disk. With `--listening` two journeys listen, and a worker as it is shipped shows them what comes in, beside all that. Then how long single events wait for their answer at a fixed rate. Sender, api and PostgreSQL share the machine; the processor's time says more
 * where other things go on there too.
 */
await runBench('ingest', OPTIONS, async (bench) => {
  const { options, database } = bench;
  const { config, env, services, base, authorization, stop } = await startApi(bench);
  const links = new PublicLinks({ publicUrl: '', secret: config.secretKey });
  const touches = await layTouches(bench, config.secretKey);
  const clicks = touches.slice(0, options.clicks).map((touch) => ({
    path: links.click({ touch, slot: 0, url: 'https://shop.example/spring' }),
    method: 'GET',
    headers: { 'user-agent': BROWSER },
  }));
  const { connections, batch } = options;
  process.env.WAYFARE_TEST_FOLDER = bench.folder;
  if (options.listening) await launchListeners(services.journeys);
  const worker = options.listening ? await startProgram(await bundleProgram('worker'), env) : null;
  const beside: Record<string, number> = worker ? { worker: worker.pid } : {};
  /** Until the worker has shown journeys all that has come in; its work is part of what events cost. */
  const shown = async (): Promise<void> => {
    if (worker) await eventually(() => hasShownAll(database), PATIENCE_MS, 100);
  };
  const sent = (events: number, first = 0) => requestsOf(options, authorization, { first, events, batch });
  await send({ base, connections, requests: sent(Math.min(options.events, batch * 20)) }, 202);
  await shown();
  await database.query('TRUNCATE events, event_batches');

  const batches = sent(options.events);
  const { value: events, cpuMs } = await metered(bench, { count: options.events, worker: beside }, async () => {
    const answered = await send({ base, connections, requests: batches }, 202);
    await shown();
    return answered;
  });
  bench.say(`events: ${events.seconds.toFixed(2)} s`);
  await agree(database, { events: options.events });
  const clicked = await send({ base, connections, requests: clicks }, 302);
  bench.say(`clicks: ${clicked.seconds.toFixed(2)} s`);
  await agree(database, {
    "responses WHERE kind = 'click' AND NOT machine": clicks.length,
    "events WHERE name = 'message.clicked'": clicks.length,
  });
  const few = options.rate * (options.seconds + 1);
  const singles = requestsOf(options, authorization, { first: options.events, events: few, batch: 1 });
  const alone = await metered(bench, { count: few, worker: beside }, () =>
    send({ base, connections: 64, requests: singles, perSecond: options.rate }, 202),
  );
  bench.say(`single events: ${JSON.stringify(singlesOf(bench, alone.value))}`);
  await agree(database, { "events WHERE name <> 'message.clicked'": options.events + few });
  const entered = await countOf(database, "enrollments WHERE journey_id IN (SELECT id FROM journeys WHERE state = 'running')");
  await worker?.kill();
  await stop();
  for (const dispose of (globalThis.wayfareDisposers ?? []).reverse()) await dispose();
  return {
    eventsPerSecond: Math.round(options.events / events.seconds),
    cpuMsPerEvent: { ...cpuMs, sender: Number((events.cpuMs / options.events).toFixed(4)) },
    ...(options.listening ? { entered } : {}),
    clicksPerSecond: Math.round(clicks.length / clicked.seconds),
    singlesPerSecond: options.rate,
    ...singlesOf(bench, alone.value),
    cpuMsPerSingle: alone.cpuMs,
    synchronousCommit: (await database.query<{ synchronous_commit: string }>('SHOW synchronous_commit'))[0]?.synchronous_commit,
  };
});
