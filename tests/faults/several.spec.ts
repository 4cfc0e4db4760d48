import { checkConservation } from '@wayfare/engine';
import type { Graph } from '@wayfare/journey';
import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { eventually, queueBackends } from '@wayfare/platform/testing';
import { Deployment } from './deployment.js';
import { bundleProgram } from './program.js';

/*
 * More than one of each (engine.md, "Beyond one machine"): what one api is told the other knows at once, and two workers share the work.
 *
 *   all ── a second ── hello ── a second ── again ── end          eight times, launched by turns
 */
const JOURNEYS = 8;
const PEOPLE = 60;
const TOKEN = 'wf_a_token_that_only_this_test_knows';
const PATIENCE_MS = 180_000;
/** Three nodes of a Redis Cluster, where there is a Redis. */
const BACKEND = queueBackends().at(-1) ?? 'postgres';

const PEOPLE_WITH_CONSENT = `
  WITH people AS (
    INSERT INTO customers (external_id, email, created_at, updated_at)
    SELECT 'c' || n, 'c' || n || '@customers.example', $2, $2 FROM generate_series(1, $1::bigint) n RETURNING id
  )
  INSERT INTO consents (customer_id, channel, granted, source, changed_at) SELECT id, 'email', true, 'test', $2 FROM people`;

/** The api at this port, as a script speaks to it. */
const at = (port: number) => {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    post: <T>(path: string, body: unknown = {}) => ask<T>('POST', path, body),
    get: <T>(path: string) => ask<T>('GET', path),
  };
};

interface Live {
  readonly state: string;
  readonly entered: number;
  readonly inside: number;
  readonly exited: number;
}

const stepsOf = async (port: number): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^(?:\w*_)?engine_steps_total(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1] ?? Number.NaN);
};

const graphOf = (first: string, second: string): Graph =>
  draw(
    {
      all: audience(),
      soon: wait('PT1S'),
      hello: send({ templateId: first }),
      later: wait('PT1S'),
      again: send({ templateId: second }),
      end: exit(),
    },
    ['all -> soon -> hello -> later -> again -> end'],
  );

it(
  `two workers and two apis, with the queues on ${BACKEND}, share the work of ${JOURNEYS} journeys`,
  async () => {
    const deployment = await Deployment.start(BACKEND);
    const sql = deployment.services.engine.parts.database;
    const bundledApi = await bundleProgram('api');
    const apis = [at((await deployment.api(bundledApi, TOKEN)).port), at((await deployment.api(bundledApi, TOKEN)).port)];
    const turn = (n: number) => {
      const api = apis[n % apis.length];
      if (!api) throw new Error('there is no api');
      return api;
    };
    await sql.query(PEOPLE_WITH_CONSENT, [PEOPLE, new Date()]);
    const workers = [await deployment.worker(), await deployment.worker()];

    const journeys: string[] = [];
    for (let n = 0; n < JOURNEYS; n += 1) {
      const template = (subject: string) =>
        turn(n).post<{ id: string }>('/templates', { channel: 'email', name: subject, subject, text: subject });
      const [hello, again] = [await template(`hello ${n}`), await template(`again ${n}`)];
      const { id } = await turn(n).post<{ id: string }>('/journeys', { name: `journey ${n}`, graph: graphOf(hello.id, again.id) });
      // made by one, launched by the other
      await turn(n + 1).post(`/journeys/${id}/launch`);
      journeys.push(id);
    }
    for (const [n, id] of journeys.entries())
      await eventually(async () => (await turn(n).get<Live>(`/journeys/${id}/live`)).state === 'finished', PATIENCE_MS, 100);
    await eventually(() => deployment.sink.mails.length === JOURNEYS * PEOPLE * 2, PATIENCE_MS, 50);

    for (const id of journeys) {
      const [one, other] = await Promise.all(apis.map((api) => api.get<Live>(`/journeys/${id}/live`)));
      expect(one).toMatchObject({ entered: PEOPLE, inside: 0, exited: PEOPLE });
      expect(other).toEqual(one);
    }
    const once = new Set(deployment.sink.mails.map(({ to, source }) => `${to} ${/^Subject: (.*)$/m.exec(source.toString('utf8'))?.[1]}`));
    expect(once.size).toBe(JOURNEYS * PEOPLE * 2);
    expect(await checkConservation(sql)).toEqual([]);
    const steps = await Promise.all(workers.map(({ port }) => stepsOf(port)));
    expect(steps.every((taken) => taken > 0)).toBe(true);
  },
  2 * PATIENCE_MS,
);
