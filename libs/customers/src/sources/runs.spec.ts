import type { FeedInput } from '@wayfare/contracts';
import { sourceDatabases } from '@wayfare/platform/testing';
import type { SourceDriver, SourceRow } from './driver.js';
import { SourceRuns } from './runs.js';
import { mysqlShop, openShop, openWorld, type Shop } from './testing.js';

const PART = 10;
const MAPPING = { id: 'externalId', city: 'attributes.city' };

const world = await openWorld({ partRows: PART });
const { database, clock, feeds, imports, sources, runs, run, last, people } = world;

const reads = (name: string) => ({ table: { schema: 'shop', name } });
const input = (table: string, parts: Partial<FeedInput> = {}): FeedInput => ({
  name: table,
  reads: reads(table),
  kind: 'customers',
  mapping: MAPPING,
  consent: {},
  matching: {},
  cursor: { column: 'changed', overlapSeconds: 0 },
  cron: null,
  ...parts,
});
const connect = async (shop: Shop, secret = shop.password): Promise<string> =>
  (await sources.createSource({ ...shop.connection, name: 'Shop', secret })).id;
const feedOf = async (sourceId: string, body: FeedInput): Promise<string> => (await feeds.createFeed(sourceId, body)).id;
const counts = ({ state, rows, inserted, updated, rejected }: Awaited<ReturnType<typeof last>>) => ({
  state,
  rows,
  inserted,
  updated,
  rejected,
});
const ids = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => String(from + at)).sort();

beforeEach(async () => {
  await database.query(
    'TRUNCATE customers, identities, consents, orders, order_lines, events, event_batches, imports, import_chunks, import_rejects, data_sources, audit CASCADE',
  );
});

describe.each(sourceDatabases())('members of a %s database', (kind) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(kind);
  }, 120_000);
  let n = 0;
  /** A table of its own with members `1 … count`, of whom each two changed in the same second. */
  const table = async (count: number): Promise<string> => {
    n += 1;
    const name = `members_${n}`;
    const rows = Array.from(
      { length: count },
      (_, at) => `(${at + 1}, 'Ulm', '2027-01-01 10:00:${String(Math.floor(at / 2) % 60).padStart(2, '0')}')`,
    );
    await shop.query(
      `CREATE TABLE ${name} (id bigint PRIMARY KEY, city text, changed ${shop.momentType})`,
      `INSERT INTO ${name} VALUES ${rows.join(', ')}`,
    );
    return name;
  };

  it('arrive, and afterwards only those that are new or have changed', async () => {
    const name = await table(25);
    const feed = await feedOf(await connect(shop), input(name));
    expect(counts(await run(feed))).toEqual({ state: 'done', rows: 25, inserted: 25, updated: 0, rejected: 0 });
    expect(await people()).toEqual(ids(1, 25).map((id) => `${id} Ulm`));
    await shop.query(
      `UPDATE ${name} SET city = 'Bonn', changed = '2027-01-02 09:00:00' WHERE id = 3`,
      `INSERT INTO ${name} VALUES (26, 'Jena', '2027-01-02 09:00:00')`,
    );
    const second = await run(feed);
    // the last second is read again, and what was applied of it is left out
    expect(counts(second)).toEqual({ state: 'done', rows: 3, inserted: 1, updated: 1, rejected: 0 });
    expect((await people()).filter((one) => !one.endsWith('Ulm'))).toEqual(['26 Jena', '3 Bonn']);
    expect(counts(await run(feed))).toEqual({ state: 'done', rows: 2, inserted: 0, updated: 0, rejected: 0 });
  });

  it('are not missed where they share the last moment that was read', async () => {
    const name = await table(4);
    const feed = await feedOf(await connect(shop), input(name));
    await run(feed);
    await shop.query(`INSERT INTO ${name} VALUES (5, 'Jena', '2027-01-01 10:00:01')`);
    expect(counts(await run(feed))).toEqual({ state: 'done', rows: 3, inserted: 1, updated: 0, rejected: 0 });
  });

  it('come by a number, by a text, and anew where somebody wants it so', async () => {
    const name = await table(12);
    const source = await connect(shop);
    const byNumber = await feedOf(source, input(name, { cursor: { column: 'id', overlapSeconds: 0 } }));
    await run(byNumber);
    await shop.query(`INSERT INTO ${name} VALUES (13, 'Jena', NULL)`);
    expect(counts(await run(byNumber))).toMatchObject({ rows: 2, inserted: 1, updated: 0 });
    expect((await feeds.sourceFeed(byNumber)).cursor).toMatchObject({ value: '13' });
    expect(counts(await run(byNumber, 'beginning'))).toMatchObject({ rows: 13, inserted: 0, updated: 13 });
    const byText = await feedOf(source, input(name, { cursor: { column: 'city', overlapSeconds: 0 } }));
    expect(counts(await run(byText))).toMatchObject({ rows: 13, updated: 13 });
    await shop.query(`INSERT INTO ${name} VALUES (14, 'Zerbst', NULL)`);
    expect(counts(await run(byText))).toMatchObject({ inserted: 1 });
  });

  it('come all of them each time where there is no cursor', async () => {
    const name = await table(25);
    const feed = await feedOf(await connect(shop), input(name, { cursor: null }));
    expect(counts(await run(feed))).toMatchObject({ state: 'done', rows: 25, inserted: 25 });
    expect(counts(await run(feed))).toMatchObject({ state: 'done', rows: 25, inserted: 0, updated: 25 });
    expect((await last(feed)).importIds).toHaveLength(1);
  });

  it('come once, whenever the worker dies while it reads', async () => {
    const name = await table(45);
    const source = await connect(shop);
    for (const dyingAfter of [0, 1, 3, 4]) {
      await database.query('TRUNCATE customers, identities CASCADE');
      const feed = await feedOf(source, input(name));
      const { id } = await feeds.runFeed(feed, { from: 'cursor' });
      const asked: (string | null)[] = [];
      await expect(workerWhoseReading(dyingAfter, asked).run(id)).rejects.toThrow('the worker died');
      const halfWay = await last(feed);
      expect(halfWay).toMatchObject({ state: 'reading', error: null });
      expect((await feeds.sourceFeed(feed)).cursor).toMatchObject({ value: null });
      // another worker takes it on behind what was committed
      await workerWhoseReading(99, asked).run(id);
      expect(await people()).toEqual(ids(1, 45).map((one) => `${one} Ulm`));
      const whole = await last(feed);
      expect(whole).toMatchObject({ state: 'done', rejected: 0 });
      expect(whole.inserted + whole.updated).toBeGreaterThanOrEqual(45);
      expect(whole.inserted).toBe(45);
      expect(asked[0]).toBeNull();
      expect(asked[1] === null).toBe(halfWay.importIds.length === 0);
      await feeds.deleteFeed(feed);
    }
  });

  it('move the cursor only when they have been applied', async () => {
    const name = await table(25);
    const feed = await feedOf(await connect(shop), input(name));
    const { id } = await feeds.runFeed(feed, { from: 'cursor' });
    let applied = 0;
    const dying = new SourceRuns({
      ...world.parts,
      imports: {
        createImportOfRows: (rows) => imports.createImportOfRows(rows),
        runImport: async (importId) => {
          applied += 1;
          if (applied === 2) throw new Error('the worker died');
          await imports.runImport(importId);
        },
      },
    });
    await expect(dying.run(id)).rejects.toThrow('the worker died');
    expect(await last(feed)).toMatchObject({ state: 'applying', rows: 25 });
    expect((await feeds.sourceFeed(feed)).cursor).toMatchObject({ value: null });
    await runs.run(id);
    expect(counts(await last(feed))).toEqual({ state: 'done', rows: 25, inserted: 25, updated: 0, rejected: 0 });
    expect((await feeds.sourceFeed(feed)).cursor?.value).toContain('10:00:12');
  });

  it('are refused where a column that is used is gone or of another kind, and come where one is new', async () => {
    const name = await table(3);
    const feed = await feedOf(await connect(shop), input(name));
    await shop.query(`ALTER TABLE ${name} ADD COLUMN size bigint`);
    expect(await run(feed)).toMatchObject({ state: 'done', drift: { added: ['size'], gone: [], changed: [] } });
    expect(await feeds.sourceFeed(feed)).toMatchObject({ error: null, drift: { added: ['size'] } });
    await shop.query(`ALTER TABLE ${name} DROP COLUMN city`);
    expect(await run(feed)).toMatchObject({
      state: 'failed',
      rows: 0,
      error: { code: 'source_drift', values: { columns: 'city' } },
      drift: { gone: ['city'] },
    });
    await shop.query(`ALTER TABLE ${name} ADD COLUMN city bigint`);
    expect(await run(feed)).toMatchObject({
      state: 'failed',
      error: { code: 'source_drift' },
      drift: { changed: [{ name: 'city', to: expect.any(String) }] },
    });
    await feeds.changeFeed(feed, input(name, { mapping: { id: 'externalId', city: 'attributes.city:number' } }));
    expect(await feeds.sourceFeed(feed)).toMatchObject({ error: null, drift: null });
    expect(await run(feed)).toMatchObject({ state: 'done', drift: null });
  });

  it('say what is wrong when the password has changed, at once, and come again with the new one', async () => {
    const name = await table(3);
    const source = await connect(shop);
    const feed = await feedOf(source, input(name));
    await sources.changeSource(source, { ...shop.connection, name: 'Shop', secret: 'of yesterday' });
    expect(await run(feed)).toMatchObject({ state: 'failed', error: { code: 'source_login' } });
    expect(await feeds.sourceFeed(feed)).toMatchObject({ error: { code: 'source_login' } });
    await sources.changeSource(source, { ...shop.connection, name: 'Shop', secret: shop.password });
    expect(await run(feed)).toMatchObject({ state: 'done', inserted: 3 });
    expect(await feeds.sourceFeed(feed)).toMatchObject({ error: null });
  });

  it('keep all lines of an order, also those that were read before', async () => {
    n += 1;
    const name = `lines_${n}`;
    await shop.query(
      `CREATE TABLE ${name} (order_no varchar(20), member bigint, at ${shop.momentType}, sku varchar(20), qty integer, price numeric(10,2), changed bigint)`,
      `INSERT INTO ${name} VALUES ('o1', 1, '2027-01-01 10:00:00', 'a', 1, 5.00, 7), ('o1', 1, '2027-01-01 10:00:00', 'b', 2, 1.50, 7)`,
    );
    const mapping = {
      order_no: 'orderId',
      member: 'externalId',
      at: 'placedAt',
      sku: 'line.product',
      qty: 'line.quantity',
      price: 'line.price',
    };
    const feed = await feedOf(
      await connect(shop),
      input(name, { kind: 'orders', mapping, cursor: { column: 'changed', overlapSeconds: 0 } }),
    );
    await run(feed);
    await shop.query(`INSERT INTO ${name} VALUES ('o1', 1, '2027-01-01 10:00:00', 'c', 1, 2.00, 7)`);
    await run(feed);
    expect(
      await database.query(
        'SELECT o.amount_minor::int AS amount, count(*)::int AS lines FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY 1',
      ),
    ).toEqual([{ amount: 1000, lines: 3 }]);
  });
});

/** A worker that dies when the source has given so many batches of ten. */
const workerWhoseReading = (dyingAfter: number, asked: (string | null)[]): SourceRuns => {
  const open = async (sourceId: string) => {
    const opened = await sources.open(sourceId);
    const read: SourceDriver['read'] = async function* (request) {
      asked.push(request.cursor?.from ?? null);
      let given = 0;
      for await (const batch of opened.driver.read(request))
        for (let at = 0; at < batch.length; at += PART) {
          if (given === dyingAfter) throw new Error('the worker died');
          given += 1;
          yield batch.slice(at, at + PART) as SourceRow[];
        }
    };
    const { driver } = opened;
    return {
      ...opened,
      driver: {
        isOrdered: driver.isOrdered,
        test: () => driver.test(),
        tables: () => driver.tables(),
        preview: driver.preview.bind(driver),
        read,
      },
    };
  };
  return new SourceRuns({ ...world.parts, imports, sources: { open } });
};

describe('a run', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('postgres');
    await shop.query(
      'CREATE TABLE members (id bigint, city text, changed bigint)',
      "INSERT INTO members SELECT n, 'Ulm', n FROM generate_series(1, 5) n",
    );
  });

  it('is the only one of its feed', async () => {
    const feed = await feedOf(await connect(shop), input('members'));
    const { id } = await feeds.runFeed(feed, { from: 'cursor' });
    await expect(feeds.runFeed(feed, { from: 'cursor' })).rejects.toMatchObject({ code: 'source_run_open', status: 409 });
    await Promise.all([runs.run(id), runs.run(id), runs.run(id)]);
    await runs.run(id);
    expect(counts(await last(feed))).toEqual({ state: 'done', rows: 5, inserted: 5, updated: 0, rejected: 0 });
  });

  it('starts when its time has come on the clock of the workspace, once, unless the feed is paused', async () => {
    const feed = await feedOf(await connect(shop), input('members', { cron: '30 6 * * *' }));
    const { nextAt } = await feeds.sourceFeed(feed);
    expect(nextAt).not.toBeNull();
    expect(await runs.left()).toEqual([]);
    expect(await runs.next(new Date(clock.now().getTime() + 86_400_000))).toEqual(new Date(nextAt ?? ''));
    clock.moveTo(new Date(nextAt ?? ''));
    expect(await runs.left()).toEqual([{ kind: 'source feeds', count: 1 }]);
    await Promise.all([runs.resume(), runs.resume()]);
    const started = await last(feed);
    expect(started).toMatchObject({ state: 'queued', cause: 'schedule' });
    expect(world.jobs).toContainEqual({ name: 'source', id: `source:${started.id}`, data: { runId: started.id } });
    await runs.run(started.id);
    expect((await feeds.feedRuns(feed, {})).items).toHaveLength(1);
    const second = (await feeds.sourceFeed(feed)).nextAt ?? '';
    expect(Date.parse(second) - Date.parse(nextAt ?? '')).toBe(86_400_000);
    await feeds.pauseFeed(feed, { paused: true });
    clock.moveTo(new Date(second));
    await runs.resume();
    expect((await feeds.feedRuns(feed, {})).items).toHaveLength(1);
  });

  it('is cancelled with what has not been applied', async () => {
    const feed = await feedOf(await connect(shop), input('members'));
    const { id } = await feeds.runFeed(feed, { from: 'cursor' });
    const holding = new SourceRuns({
      ...world.parts,
      imports: { createImportOfRows: (rows) => imports.createImportOfRows(rows), runImport: async () => undefined },
    });
    await holding.run(id);
    expect(await last(feed)).toMatchObject({ state: 'applying' });
    expect(await feeds.cancelSourceRun(id)).toMatchObject({ state: 'cancelled' });
    await runs.run(id);
    expect(await people()).toEqual([]);
    expect((await feeds.sourceFeed(feed)).cursor).toMatchObject({ value: null });
    await expect(feeds.cancelSourceRun(id)).rejects.toMatchObject({ code: 'source_run_ended' });
    expect(await run(feed)).toMatchObject({ state: 'done', inserted: 5 });
  });

  it('has failed where every row was refused, and reads no more rows than it may', async () => {
    const source = await connect(shop);
    const feed = await feedOf(source, input('members', { mapping: { id: 'email' } }));
    expect(await run(feed)).toMatchObject({ state: 'failed', rejected: 5, error: { code: 'source_rejected', values: { count: 5 } } });
    const { kind, settings } = shop.connection;
    if (kind !== 'postgres') throw new Error('not what was opened');
    await sources.changeSource(source, { kind, settings: { ...settings, mostRows: 3 }, name: 'Shop' });
    const whole = await feedOf(source, input('members', { cursor: null }));
    expect(await run(whole)).toMatchObject({ state: 'failed', error: { code: 'source_too_many_rows', values: { most: 3 } } });
    expect(await people()).toEqual([]);
  });

  it('leaves its imports out of the list of files', async () => {
    const feed = await feedOf(await connect(shop), input('members'));
    const { importIds } = await run(feed);
    expect(await imports.import(importIds[0] ?? '')).toMatchObject({ state: 'done', fileName: 'Shop · members' });
    expect((await imports.imports({})).items).toEqual([]);
  });
});

describe('a feed', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('postgres');
    await shop.query('CREATE TABLE visits (who bigint, what text, at timestamptz, ok boolean)');
  });

  it.each([
    ['a column that is not there', { mapping: { nobody: 'externalId' } }, 'mapping.nobody'],
    ['nothing that tells who it is', { mapping: { what: 'attributes.what' } }, 'mapping'],
    ['a cursor that is not there', { mapping: { who: 'externalId' }, cursor: { column: 'gone', overlapSeconds: 0 } }, 'cursor.column'],
    ['a cursor of yes and no', { mapping: { who: 'externalId' }, cursor: { column: 'ok', overlapSeconds: 0 } }, 'cursor.column'],
    ['events without an id', { kind: 'events', mapping: { who: 'externalId', what: 'name', at: 'occurredAt' }, cursor: null }, 'mapping'],
  ] as const)('with %s is refused by name', async (_, parts, path) => {
    const source = await connect(shop);
    await expect(feeds.createFeed(source, input('visits', parts))).rejects.toMatchObject({
      code: 'invalid',
      detail: { fields: [expect.objectContaining({ path })] },
    });
  });

  it('begins anew when it reads by something else, and goes on when its name or hour changes', async () => {
    await shop.query('CREATE TABLE people (id bigint, city text, changed bigint)', "INSERT INTO people VALUES (1, 'Ulm', 7)");
    const feed = await feedOf(await connect(shop), input('people'));
    await run(feed);
    expect(await feeds.changeFeed(feed, input('people', { name: 'Members', cron: '0 * * * *' }))).toMatchObject({ cursor: { value: '7' } });
    expect(await feeds.changeFeed(feed, input('people', { cursor: { column: 'id', overlapSeconds: 0 } }))).toMatchObject({
      cursor: { value: null },
    });
  });
});

describe('a source', () => {
  it('keeps its secret sealed, shows it to nobody, and every change is in the audit trail', async () => {
    const shop = await openShop('postgres');
    const secret = 'a secret of the shop';
    const created = await sources.createSource({ ...shop.connection, name: 'Shop', secret });
    expect(created).toMatchObject({ hasSecret: true });
    await sources.changeSource(created.id, { ...shop.connection, name: 'Other' });
    const all = JSON.stringify([
      await sources.sources(),
      await database.query('SELECT * FROM audit'),
      await database.query('SELECT * FROM data_sources'),
    ]);
    expect(all).not.toContain(secret);
    expect(await sources.source(created.id)).toMatchObject({ hasSecret: true, name: 'Other' });
    expect(await sources.changeSource(created.id, { ...shop.connection, name: 'Other', secret: '' })).toMatchObject({ hasSecret: false });
    await sources.deleteSource(created.id);
    expect(await database.query('SELECT action, object_kind AS kind FROM audit ORDER BY id')).toEqual(
      ['created', 'updated', 'updated', 'deleted'].map((action) => ({ action, kind: 'source' })),
    );
  });

  it('is tried before it is stored, by the stored secret too, and says what is wrong', async () => {
    const shop = await openShop('postgres');
    const id = await connect(shop);
    expect(await sources.trySource({ ...shop.connection, sourceId: id })).toMatchObject({
      ok: true,
      says: expect.stringMatching(/^PostgreSQL/),
      problem: null,
    });
    expect(await sources.trySource({ ...shop.connection, secret: 'wrong' })).toMatchObject({
      ok: false,
      problem: { code: 'source_login' },
    });
  });
});

if (sourceDatabases().includes('mysql')) {
  describe('a server that dies in the middle of a reading', () => {
    it('is asked again a little later, and nothing comes twice or not at all', async () => {
      const shop = await mysqlShop();
      const rows = 40_000;
      await shop.query(
        'CREATE TABLE members (id bigint PRIMARY KEY, city varchar(500), changed bigint)',
        `INSERT INTO members SELECT seq, REPEAT('Ulm', 100), seq FROM seq_1_to_${rows}`,
      );
      const feed = await feedOf(await connect(shop), input('members'));
      const { id } = await feeds.runFeed(feed, { from: 'cursor' });
      const killing = new SourceRuns({
        ...world.parts,
        partRows: 5000,
        imports,
        sources: {
          open: async (sourceId) => {
            const opened = await sources.open(sourceId);
            const { driver } = opened;
            const read: SourceDriver['read'] = async function* (request) {
              let batches = 0;
              for await (const batch of driver.read(request)) {
                batches += 1;
                if (batches === 12) await shop.server.kill();
                yield batch;
              }
            };
            return {
              ...opened,
              driver: {
                isOrdered: true,
                test: () => driver.test(),
                tables: () => driver.tables(),
                preview: driver.preview.bind(driver),
                read,
              },
            };
          },
        },
      });
      await killing.run(id);
      const broken = await last(feed);
      expect(broken).toMatchObject({ state: 'reading', attempts: 1, error: { code: 'source_interrupted' } });
      expect(broken.importIds.length).toBeGreaterThan(0);
      // not before its time, and while the server is away it is put off again
      await runs.run(id);
      expect(await last(feed)).toMatchObject({ attempts: 1 });
      clock.moveTo(new Date(broken.retryAt ?? ''));
      await runs.run(id);
      const away = await last(feed);
      expect(away).toMatchObject({ attempts: 2, error: { code: 'source_unreachable' } });
      await shop.server.comeBack();
      clock.moveTo(new Date(away.retryAt ?? ''));
      const large = new SourceRuns({ ...world.parts, partRows: 5000, imports });
      await large.run(id);
      expect(await last(feed)).toMatchObject({ state: 'done', inserted: rows, error: null, attempts: 0 });
      const [count] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM customers');
      expect(count?.n).toBe(rows);
    }, 180_000);
  });
}
