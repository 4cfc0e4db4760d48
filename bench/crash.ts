import { startHook } from '@wayfare/channels/testing';
import { Deployment } from '../tests/faults/deployment.js';
import { type Outcome, runTrial, type Trouble } from './crash/trial.js';
import { readOptions } from './harness.js';

/*
 * Workers killed at random instants of a journey with waits, a branch, mails over SMTP and webhooks; in a third of the trials the queues are emptied and their store is
 * killed, in another third PostgreSQL goes away and comes back. Each kill cuts off as many mails as the connector has connections, at most, over all workers: `unknownPerKill` is the mean of the worst trial. Everything is a process of its own, and a real mail server and a real receiver count what arrives.
 */
const { options, json } = readOptions({ trials: 20, customers: 20_000, redis: false, seed: 1, patience: 600 });
const folder = process.env.WAYFARE_BENCH_FOLDER;
if (!folder) throw new Error('Run it with `npm run bench`, which clears up after it.');
process.env.WAYFARE_TEST_FOLDER = folder;

const TROUBLES: readonly Trouble[] = ['queues emptied', 'database restarted', 'nothing more'];
const CONNECTIONS = 10;
const NOTHING: Outcome = { lost: 0, duplicated: 0, stuck: 0, unknown: 0, kills: 0, conservationBroken: 0 };

/** mulberry32: the same seed kills at the same instants. */
let state = options.seed;
const random = (): number => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const add = (a: Outcome, b: Outcome): Outcome => ({
  lost: a.lost + b.lost,
  duplicated: a.duplicated + b.duplicated,
  stuck: a.stuck + b.stuck,
  unknown: a.unknown + b.unknown,
  kills: a.kills + b.kills,
  conservationBroken: a.conservationBroken + b.conservationBroken,
});

try {
  const deployment = await Deployment.start(options.redis ? 'redis' : 'postgres');
  const hook = await startHook();
  const { connectors } = deployment.services;
  const smtp = { host: '127.0.0.1', port: deployment.sink.port, secure: false, from: 'shop@shop.example', connections: CONNECTIONS };
  const mail = await connectors.createConnector({ kind: 'smtp', name: 'Mail', settings: smtp, isDefault: true });
  const call = await connectors.createConnector({ kind: 'webhook', name: 'Hook', settings: { url: hook.url }, isDefault: true });
  const stage = { deployment, hook, connectors: [mail.id, call.id] };
  let sum = NOTHING;
  let unknownPerKill = 0;
  for (let trial = 1; trial <= options.trials; trial += 1) {
    const trouble = TROUBLES[trial % TROUBLES.length] ?? 'nothing more';
    const outcome = await runTrial(stage, { trial, customers: options.customers, trouble, random, patienceMs: options.patience * 1000 });
    sum = add(sum, outcome);
    unknownPerKill = Math.max(unknownPerKill, outcome.unknown / outcome.kills);
    if (!json) process.stdout.write(`trial ${trial}, ${trouble}: ${JSON.stringify(outcome)}\n`);
  }
  await hook.close();
  const backend = options.redis ? 'redis' : 'postgres';
  process.stdout.write(
    `${JSON.stringify({ bench: 'crash', trials: options.trials, customers: options.customers, backend, ...sum, unknownPerKill: Number(unknownPerKill.toFixed(1)) })}\n`,
  );
} finally {
  for (const dispose of (globalThis.wayfareDisposers ?? []).reverse()) await dispose();
}
