import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { startSink } from '@wayfare/channels/testing';
import { createLogger, dispatchQueue, JOB, loadConfig, QUEUE } from '@wayfare/platform';
import { eventually, testDatabaseUrl, testFolder, whenFileEnds } from '@wayfare/platform/testing';
import { buildServices, type Core, openCore, type Services } from '@wayfare/wiring';
import { startWorker } from './worker.js';

describe('the worker', () => {
  const ledger = path.join(testFolder('worker'), 'erasures.csv');
  let cameBack: string;
  let core: Core;
  let services: Services;
  let worker: Awaited<ReturnType<typeof startWorker>>;

  beforeAll(async () => {
    const config = loadConfig({
      DATABASE_URL: await testDatabaseUrl(),
      WAYFARE_SECRET: randomBytes(32).toString('base64'),
      WAYFARE_BOOT_ID: 'this very start',
      WORKER_HEALTH_PORT: '0',
      WAYFARE_ERASURES: ledger,
      LOG_LEVEL: 'silent',
    });
    core = await openCore(config, createLogger({ level: 'silent', name: 'worker' }), 'worker');
    services = buildServices(core, { mailbox: null });
    const { id, createdAt } = await services.customers.createCustomer({ externalId: 'back', email: 'back@customers.example' });
    cameBack = id;
    writeFileSync(ledger, `customerId,erasedAt,createdAt\n${id},2020-01-01T00:00:00.000Z,${createdAt}\n`);
    worker = await startWorker(core, services);
    whenFileEnds(() => worker.stop());
  }, 60_000);

  const nothingLeft = async (queue: string): Promise<boolean> => {
    const { waiting, active } = await core.queues.counts(queue);
    return waiting + active === 0;
  };

  test('has erased again who came back with a backup before it does anything, and keeps their file', async () => {
    await expect(services.customers.customer(cameBack)).rejects.toMatchObject({ code: 'customer_erased', status: 410 });
    const { id } = await services.customers.createCustomer({ externalId: 'next' });
    await services.engine.erase(id);
    await eventually(async () => readFileSync(ledger, 'utf8').includes(`\n${id},`), 30_000);
    expect(readFileSync(ledger, 'utf8')).toContain(`\n${cameBack},`);
  }, 60_000);

  test('applies a file that somebody uploaded', async () => {
    const stream = Readable.from([Buffer.from('externalId,email\nw1,w1@customers.example\n')], { objectMode: false });
    const { id } = await services.imports.createImport({ kind: 'customers', fileName: 'x.csv', stream });
    await eventually(async () => (await services.imports.import(id)).state === 'done', 30_000);
    expect((await services.customers.customers({ query: 'w1' })).items).toHaveLength(1);
  }, 60_000);

  test('finds work whose job was lost', async () => {
    const stream = Readable.from([Buffer.from('externalId,email\nw2,w2@customers.example\n')], { objectMode: false });
    const lost = buildServices(
      { ...core, queues: Object.assign(Object.create(core.queues), { add: async () => undefined }) },
      { mailbox: null },
    );
    const { id } = await lost.imports.createImport({ kind: 'customers', fileName: 'x.csv', stream });
    expect((await services.imports.import(id)).state).toBe('queued');
    await core.queues.add(QUEUE.maintenance, [{ name: JOB.reconcile, id: 'now', data: {} }]);
    await eventually(async () => (await services.imports.import(id)).state === 'done', 30_000);
  }, 60_000);

  test('serves a connector that is made while it runs', async () => {
    const sink = await startSink();
    const { id } = await services.connectors.createConnector({
      kind: 'smtp',
      name: 'later',
      settings: { host: '127.0.0.1', port: sink.port, from: 'a@b.example' },
    });
    await core.queues.add(dispatchQueue(id), [{ name: JOB.dispatch, id: `dispatch:${id}:0`, data: { connectorId: id, slot: 0 } }]);
    await eventually(() => nothingLeft(dispatchQueue(id)), 30_000);
  }, 60_000);

  test('tells of its health and of what it did', async () => {
    const base = `http://127.0.0.1:${worker.port}`;
    const ready = await fetch(`${base}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, parts: expect.objectContaining({ database: 'ok', queues: 'ok' }), bootId: 'this very start' },
    ]);
    const metrics = await (await fetch(`${base}/metrics`)).text();
    expect(metrics).toMatch(/wayfare_job_seconds_count\{[^}]*job="import",outcome="done"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/wayfare_queue_engine_waiting\{[^}]*\} \d/);
  });
});
