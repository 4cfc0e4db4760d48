import { setTimeout as pause } from 'node:timers/promises';
import type { Hook } from '@wayfare/channels/testing';
import { checkConservation, checkMessageTotals } from '@wayfare/engine';
import type { Graph } from '@wayfare/journey';
import { audience, branch, draw, exit, send, wait, webhook } from '@wayfare/journey/testing';
import { dispatchQueue, QUEUE, type Sql } from '@wayfare/platform';
import { eventually } from '@wayfare/platform/testing';
import type { Deployment } from '../../tests/faults/deployment.js';

/** What goes wrong besides workers that are killed. */
export type Trouble = 'queues emptied' | 'database restarted' | 'nothing more';

export interface Outcome {
  readonly lost: number;
  readonly duplicated: number;
  readonly stuck: number;
  readonly unknown: number;
  /** How often mails on their way were cut off: workers that were killed, and a PostgreSQL that went away under the one that lived on. */
  readonly kills: number;
  readonly conservationBroken: number;
}

interface Stage {
  readonly deployment: Deployment;
  readonly hook: Hook;
  readonly connectors: readonly string[];
}

export interface TrialOptions {
  readonly trial: number;
  readonly customers: number;
  readonly trouble: Trouble;
  /** In [0, 1), from the bench's own seed. */
  readonly random: () => number;
  readonly patienceMs: number;
}

const PEOPLE = `
  INSERT INTO customers (id, external_id, email, attributes, created_at, updated_at)
  SELECT $1 + n, 't' || $3 || '-' || n, 't' || $3 || '-' || n || '@customers.example', jsonb_build_object('trial', $3::int, 'odd', n % 2 = 1), $4, $4
  FROM generate_series(1, $2::bigint) n`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT $1 + n, 'email', true, 'bench', $3 FROM generate_series(1, $2::bigint) n`;

/**
 *   all ── wait ── odd? ── yes ── mail one ─┬─ wait ── webhook ── wait ── mail three ── end
 *                     └── else ── mail two ─┘
 */
const drawing = async ({ deployment: { services } }: Stage, trial: number): Promise<Graph> => {
  const mail = async (name: string) => {
    const { id } = await services.templates.createTemplate({ channel: 'email', name, subject: `${name} ${trial}`, text: name });
    return send({ templateId: id });
  };
  const called = await services.templates.createTemplate({
    channel: 'webhook',
    name: 'hook',
    text: `{"trial": ${trial}, "customer": {{ customer.id | json }}}`,
  });
  return draw(
    {
      all: audience({ condition: { attribute: 'trial', is: 'eq', value: trial } }),
      first: wait('PT1S'),
      odd: branch({ yes: { attribute: 'odd', is: 'eq', value: true } }),
      one: await mail('one'),
      two: await mail('two'),
      second: wait('PT2S'),
      call: webhook({ templateId: called.id }),
      third: wait('PT2S'),
      three: await mail('three'),
      end: exit(),
    },
    ['all -> first -> odd', 'odd:yes -> one -> second', 'odd:else -> two -> second', 'second -> call -> third -> three -> end'],
  );
};

const count = async (sql: Sql, text: string, ...parameters: unknown[]): Promise<number> =>
  (await sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`, parameters))[0]?.count ?? 0;

const emptyQueues = async ({ deployment, connectors }: Stage): Promise<void> => {
  const { queues } = deployment.core;
  for (const queue of [QUEUE.engine, QUEUE.maintenance, ...connectors.map(dispatchQueue)]) await queues.empty(queue);
  await deployment.redis?.wipe();
  await deployment.restartRedis();
};

const SUBJECT = /^Subject: (.*)$/m;

/** Messages that somebody got twice: mails by address and subject, calls by customer and trial under different idempotency keys. */
const duplicates = ({ deployment: { sink }, hook }: Stage, trial: number): number => {
  const mails = new Map<string, number>();
  for (const { to, source } of sink.mails) {
    const key = `${to} ${SUBJECT.exec(source.toString('utf8'))?.[1]?.trim()}`;
    if (to.startsWith(`t${trial}-`)) mails.set(key, (mails.get(key) ?? 0) + 1);
  }
  const calls = new Map<string, Set<string>>();
  for (const { body, headers } of hook.calls) {
    if (!body.includes(`"trial": ${trial},`)) continue;
    const keys = calls.get(body) ?? new Set<string>();
    calls.set(body, keys.add(String(headers['idempotency-key'])));
  }
  const twice = [...mails.values()].reduce((sum, times) => sum + times - 1, 0);
  return twice + [...calls.values()].reduce((sum, keys) => sum + keys.size - 1, 0);
};

/** Customers who are not out at the end of the journey with a message of each of the three nodes on their way. */
const LOST = `(
  SELECT e.customer_id FROM generate_series($2::bigint + 1, $2::bigint + $3::bigint) p (id)
  LEFT JOIN enrollments e ON e.customer_id = p.id AND e.journey_id = $1
  LEFT JOIN cohorts c ON c.id = e.cohort_id
  LEFT JOIN messages m ON m.customer_id = p.id AND m.journey_id = $1 AND m.state IN ('sent', 'delivered', 'unknown')
  GROUP BY p.id, e.customer_id, c.exit_reason HAVING c.exit_reason IS DISTINCT FROM 'completed' OR count(m.node_id) <> 3
) lost`;

/** One journey while workers die at random instants, and something else happens to half of the trials besides; then everything is counted. */
export const runTrial = async (stage: Stage, { trial, customers, trouble, random, patienceMs }: TrialOptions): Promise<Outcome> => {
  const { deployment } = stage;
  const sql = deployment.services.engine.parts.database;
  const [first, now] = [trial * 1_000_000, new Date()];
  await sql.query(PEOPLE, [first, customers, trial, now]);
  await sql.query(CONSENTS, [first, customers, now]);
  const { id: journeyId } = await deployment.services.journeys.createJourney({
    name: `trial ${trial}`,
    graph: await drawing(stage, trial),
  });
  const workers = [await deployment.worker(), await deployment.worker()];
  await deployment.services.journeys.launch(journeyId);

  const left = async (): Promise<number> => {
    const { inside, entered } = await deployment.services.journeys.live(journeyId);
    const open = await count(sql, `messages WHERE journey_id = $1 AND state IN ('queued', 'sending')`, journeyId);
    return customers - entered + inside + open;
  };
  const kills = 2 + Math.floor(random() * 3);
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(500 + random() * 4_000);
    await workers.shift()?.kill();
    if (kill === 0 && trouble === 'queues emptied') await emptyQueues(stage);
    if (kill === 0 && trouble === 'database restarted') await deployment.restartDatabase();
    workers.push(await deployment.worker());
  }
  const isOver = await eventually(async () => (await left()) === 0, patienceMs, 250).catch(() => false);
  const stuck = isOver ? 0 : await left();
  for (const worker of workers) await worker.kill();
  return {
    lost: await count(sql, LOST, journeyId, first, customers),
    duplicated: duplicates(stage, trial),
    stuck,
    kills: kills + (trouble === 'database restarted' ? 1 : 0),
    unknown: await count(sql, `messages WHERE journey_id = $1 AND state = 'unknown'`, journeyId),
    conservationBroken: (await checkConservation(sql, journeyId)).length + (await checkMessageTotals(sql, journeyId)).length,
  };
};
