import { randomBytes } from 'node:crypto';
import { Lists } from '@wayfare/audiences';
import { Connectors, PublicLinks, Templates } from '@wayfare/channels';
import { type Sink, startSink } from '@wayfare/channels/testing';
import { Customers, Imports, readCustomers } from '@wayfare/customers';
import { checkConservation, nodePeopleSource } from '@wayfare/engine';
import { localDay } from '@wayfare/kernel';
import { createLogger, type Database, type JobHint, RealClock, SecretsBox } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Reports } from '@wayfare/reports';
import { Demo } from './demo.js';

const PEOPLE = 3_000;

describe('demo data', () => {
  let database: Database;
  let demo: Demo;
  let sink: Sink;
  const clock = new RealClock();
  const asked: JobHint[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    await database.query(
      `
      INSERT INTO workspace_settings (name, time_zone, locale, currency, send_mode, updated_at) VALUES ('Demo', 'Asia/Shanghai', 'zh-CN', 'CNY', 'live', $1)
      ON CONFLICT DO NOTHING`,
      [clock.now()],
    );
    const queues = { add: async (_queue: string, jobs: readonly JobHint[]) => void asked.push(...jobs) };
    const secrets = new SecretsBox(randomBytes(32));
    const links = new PublicLinks({ publicUrl: 'http://wayfare.example', secret: randomBytes(32) });
    const connectorsOn = (own: Database) =>
      new Connectors({ database: own, clock, wall: clock, queues, secrets, allowPrivateAddresses: true });
    const templatesOn = (own: Database) => new Templates({ database: own, clock, links, connectors: connectorsOn(own) });
    const customers = new Customers({ database, clock });
    const people = { byIds: (ids: readonly string[]) => readCustomers(database, ids), customers: customers.customers.bind(customers) };
    const reports = new Reports({ database, clock, customers: people });
    sink = await startSink();
    await connectorsOn(database).ensureDefaultSmtp(sink.url, 'Qingshi <hello@shop.example>');
    demo = new Demo({
      lists: new Lists({ database, clock, reportPeople: reports, nodePeople: nodePeopleSource }),
      importsOn: (own) => new Imports({ database: own, clock, queues: { add: async () => undefined } }),
      people: PEOPLE,
      database,
      clock,
      queues,
      logger: createLogger({ level: 'silent', name: 'test' }),
      templatesOn,
      connectorsOn,
    });
  });
  afterAll(async () => {
    await sink.close();
    await database.close();
  });

  it('is asked for once, is there whole, and leaves every journey balanced', async () => {
    await expect(demo.demo()).resolves.toMatchObject({ state: 'none' });
    await demo.loadDemo();
    await expect(demo.loadDemo()).rejects.toMatchObject({ code: 'not_empty' });
    expect(asked.map((job) => job.name)).toContain('demo');

    await demo.run();
    const progress = await demo.demo();
    expect(progress).toMatchObject({ state: 'done' });
    expect(progress.done).toBe(progress.total);

    const [counts] = await database.query<{ customers: number; journeys: number }>(
      `SELECT (SELECT count(*)::int FROM customers) AS customers, (SELECT count(*)::int FROM journeys WHERE state IN ('running', 'finished')) AS journeys`,
    );
    expect(counts).toEqual({ customers: PEOPLE, journeys: 3 });
    await expect(checkConservation(database)).resolves.toEqual([]);
  }, 300_000);

  it('gives yesterday a report with people held out, responses and money', async () => {
    const customers = new Customers({ database, clock });
    const people = { byIds: (ids: readonly string[]) => readCustomers(database, ids), customers: customers.customers.bind(customers) };
    const reports = new Reports({ database, clock, customers: people });
    const { items } = await reports.sendDays({});
    const yesterday = localDay(new Date(clock.now().getTime() - 86_400_000), 'Asia/Shanghai');
    const day = items.find((item) => item.day === yesterday && item.heldOut > 0);
    expect(day).toBeDefined();
    const report = await reports.report(day?.journeyId ?? '', { day: yesterday });
    expect(report.sent).toBeGreaterThan(0);
    expect(report.responded).toBeGreaterThan(0);
    expect(report.lift?.heldOut).toBe(report.heldOut);
    const fates = Object.values(report.suppressed).reduce((sum, count) => sum + count, 0);
    expect(report.targeted).toBe(report.heldOut + report.sent + report.unknown + report.pending + report.failed + fates);
    expect(report.byArm.map((arm) => arm.armId).sort()).toEqual(['control', 'coupon', 'news']);
  });

  it('leaves a list of responders, test mails in both languages, and a file with rows that were refused', async () => {
    const [list] = await database.query<{ people: number }>('SELECT count(*)::int AS people FROM list_members');
    expect(list?.people).toBeGreaterThan(0);
    expect(sink.mails).toHaveLength(8);
    const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
    const [file] = (await imports.imports({})).items;
    await imports.runImport(file?.id ?? '');
    await expect(imports.import(file?.id ?? '')).resolves.toMatchObject({ state: 'done', rejected: 3, updated: 3, inserted: 7 });
  });

  it('goes into no workspace that has customers', async () => {
    await database.query(`UPDATE workspace_settings SET extra = '{}'`);
    await expect(demo.loadDemo()).rejects.toMatchObject({ code: 'not_empty', status: 409 });
  });
});
