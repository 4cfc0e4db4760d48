import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { audience, draw, eventEntry, exit, send, waitEvent } from '@wayfare/journey/testing';
import { loadConfig } from '@wayfare/platform';
import { eventually } from '@wayfare/platform/testing';
import { buildServices, openCore } from '@wayfare/wiring';
import { bundleProgram, startProgram } from '../tests/faults/program.js';
import { runBench } from './harness.js';
import { cpuMeter } from './latency/cpu.js';
import { layCustomers } from './latency/customers.js';
import { sendAtRate } from './latency/sender.js';

const PATIENCE_MS = 60_000;
const SETTLE_MS = 7_000;

const ask = async <T>(sink: ChildProcess, what: string): Promise<T> => {
  const answer = once(sink, 'message');
  sink.send(what);
  return (await answer)[0] as T;
};

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const perEvent = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>, events: number) =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, Math.round(((ms - (before[name] ?? 0)) / events) * 100) / 100]));

/**
 * How long it takes from an event, sent by itself over HTTP, until the provider has the mail that it leads to. Api, worker, PostgreSQL and the provider are processes of
 * their own; half of the events lead somebody into a journey, the other half are what somebody in another journey waits for. The first seconds warm everything up and are not counted.
 */
await runBench('latency', { rate: 200, seconds: 60, warm: 5 }, async (bench) => {
  const { database, databaseUrl, redisUrl, options, logger, timed, say } = bench;
  process.env.WAYFARE_TEST_FOLDER = bench.folder;
  const half = Math.ceil((options.rate * (options.seconds + options.warm)) / 2);
  const env = {
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    WAYFARE_SECRET: randomBytes(32).toString('base64'),
    WAYFARE_ALLOW_PRIVATE: '1',
    WORKER_HEALTH_PORT: '0',
    PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const core = await openCore(loadConfig(env), logger, 'bench');
  const { access, connectors, templates, journeys } = buildServices(core, { mailbox: null });
  const token = randomBytes(32).toString('base64url');
  await access.ensureStandaloneToken(token);
  const sink = fork('bench/smtp-sink.mjs', { stdio: 'inherit' });
  const [{ port: smtpPort }] = (await once(sink, 'message')) as [{ port: number }];
  const smtp = { host: '127.0.0.1', port: smtpPort, secure: false, from: 'shop@shop.example', connections: 10 };
  await connectors.createConnector({ kind: 'smtp', name: 'Mail', settings: smtp, isDefault: true });
  const mail = send({
    templateId: (await templates.createTemplate({ channel: 'email', name: 'Mail', subject: 'Hello', text: 'Hello' })).id,
  });

  await timed('customers', () => layCustomers(database, half));
  const launch = async (name: string, graph: Parameters<typeof journeys.createJourney>[0]['graph']): Promise<string> => {
    const { id } = await journeys.createJourney({ name, ...(graph ? { graph } : {}) });
    await journeys.launch(id);
    return id;
  };
  const waiting = audience({ condition: { attribute: 'waits', is: 'eq', value: true } });
  await launch('welcome', draw({ in: eventEntry('signed_up'), mail, end: exit() }, ['in -> mail -> end']));
  const paying = await launch(
    'thanks',
    draw({ in: waiting, paid: waitEvent('paid', 'P9D'), mail, end: exit() }, ['in -> paid:matched -> mail -> end', 'paid:timeout -> end']),
  );
  const worker = await startProgram(await bundleProgram('worker'), env);
  const api = await startProgram(await bundleProgram('api'), env);
  await eventually(
    async () => (await journeys.live(paying)).nodes.some(({ id, here }) => id === 'paid' && here === half),
    PATIENCE_MS,
    100,
  );
  await pause(SETTLE_MS);

  const events = Array.from({ length: half }, (_, at) => [
    { externalId: `c${at + 1}`, name: 'signed_up' },
    { externalId: `c${half + at + 1}`, name: 'paid' },
  ]).flat();
  const cpuMs = await cpuMeter(database, { api: api.pid, worker: worker.pid });
  const before = cpuMs();
  const { sentAt, answerMs } = await sendAtRate({ port: api.port, authorization: `Bearer ${token}` }, events, options.rate);
  await eventually(async () => (await ask<{ taken: number }>(sink, 'taken?')).taken >= events.length, PATIENCE_MS, 250).catch(
    () => undefined,
  );
  const after = cpuMs();
  const { when } = await ask<{ when: [string, number][] }>(sink, 'when?');
  const arrivedAt = new Map(when);
  const counted = events.slice(options.rate * options.warm);
  const took = counted.map(
    ({ externalId }, at) =>
      (arrivedAt.get(`${externalId}@customers.example`) ?? Number.NaN) - (sentAt[at + options.rate * options.warm] ?? 0),
  );
  const sorted = (of: readonly number[]): number[] => of.filter((ms) => !Number.isNaN(ms)).sort((one, other) => one - other);
  const named = (name: string): number[] => sorted(took.filter((_, at) => counted[at]?.name === name));
  const all = sorted(took);
  if (all.length < counted.length) say(`${counted.length - all.length} mails have not come`);
  await worker.kill();
  await api.kill();
  sink.disconnect();
  await core.close();
  for (const dispose of (globalThis.wayfareDisposers ?? []).reverse()) await dispose();
  return {
    rate: options.rate,
    p50Ms: share(all, 0.5),
    p95Ms: share(all, 0.95),
    store: redisUrl === undefined ? 'postgres' : 'redis',
    p99Ms: share(all, 0.99),
    mostMs: all.at(-1),
    entryP95Ms: share(named('signed_up'), 0.95),
    wakeP95Ms: share(named('paid'), 0.95),
    answerP95Ms: share(sorted(answerMs), 0.95),
    cpuMsPerEvent: before && after && perEvent(before, after, events.length),
    mails: all.length,
    missing: counted.length - all.length,
  };
});
