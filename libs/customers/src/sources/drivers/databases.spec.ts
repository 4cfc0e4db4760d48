import type { Reads, SourceConnection } from '@wayfare/contracts';
import { freePort } from '@wayfare/platform';
import { sourceDatabases } from '@wayfare/platform/testing';
import type { ReadRequest, SourceRow } from '../driver.js';
import { openShop } from '../testing.js';
import { openDriver } from './open.js';

const ROWS = 2500;

const rowsOf = async (batches: AsyncGenerator<readonly SourceRow[]>): Promise<SourceRow[]> => {
  const rows: SourceRow[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
};

describe.each(sourceDatabases())('%s', (kind) => {
  let shop: Awaited<ReturnType<typeof openShop>>;
  let members: Reads;
  beforeAll(async () => {
    shop = await openShop(kind);
    members = { table: { schema: 'shop', name: 'members' } };
    await shop.query(
      `CREATE TABLE members (id bigint PRIMARY KEY, name varchar(100), vip boolean, born date, spent numeric(12,2), changed ${shop.momentType}, note text)`,
      `INSERT INTO members VALUES
        (1, '王小明', true, '1990-02-03', 12.50, '2027-01-01 10:00:00.000001', 'says "hello", twice'),
        (9007199254740993, 'Line
break', false, NULL, NULL, '2027-01-02 10:00:00', ''),
        (3, NULL, NULL, NULL, -1, NULL, '  spaces ')`,
      'CREATE VIEW vips AS SELECT id, name FROM members WHERE vip',
      'CREATE TABLE many (n bigint PRIMARY KEY, at bigint)',
      kind === 'postgres'
        ? `INSERT INTO many SELECT n, n / 10 FROM generate_series(1, ${ROWS}) n`
        : `INSERT INTO many SELECT seq, seq DIV 10 FROM seq_1_to_${ROWS}`,
    );
  }, 120_000);
  const driver = (change: object = {}, password = shop.password) => {
    const { kind: of, settings } = shop.connection;
    return openDriver({ kind: of, settings: { ...settings, ...change } } as SourceConnection, password, false);
  };
  const column = async (reads: Reads, name: string) => {
    const found = (await driver().preview(reads, 1)).columns.find((one) => one.name === name);
    if (!found) throw new Error(`no column ${name}`);
    return found;
  };

  it('says what it is, which tables it has, and what columns of what kind', async () => {
    expect(await driver().test()).toMatch(kind === 'postgres' ? /^PostgreSQL \d/ : /^MariaDB \d/);
    const tables = (await driver().tables()).filter(({ schema }) => schema === 'shop');
    expect(tables).toEqual([
      { schema: 'shop', name: 'many', isView: false },
      { schema: 'shop', name: 'members', isView: false },
      { schema: 'shop', name: 'vips', isView: true },
    ]);
    const { columns, rows } = await driver().preview(members, 2);
    expect(rows).toHaveLength(2);
    expect(columns.map(({ name, family }) => [name, family])).toEqual([
      ['id', 'number'],
      ['name', 'text'],
      ['vip', kind === 'postgres' ? 'boolean' : 'number'],
      ['born', 'instant'],
      ['spent', 'number'],
      ['changed', 'instant'],
      ['note', 'text'],
    ]);
  });

  it('gives cells as texts that lose nothing', async () => {
    const request: ReadRequest = { reads: members, columns: ['id', 'name', 'vip', 'born', 'spent', 'changed', 'note'], cursor: null };
    const rows = (await rowsOf(driver().read(request))).map(({ cells }) => cells).sort((a, b) => Number(a[0]) - Number(b[0]));
    const [yes, no] = kind === 'postgres' ? ['t', 'f'] : ['1', '0'];
    const moment = (text: string) => (kind === 'postgres' ? `${text.replace(' ', 'T')}+00:00` : text.padEnd(26, '.000000'));
    expect(rows).toEqual([
      ['1', '王小明', yes, '1990-02-03', '12.50', moment('2027-01-01 10:00:00.000001'), 'says "hello", twice'],
      ['3', null, null, null, kind === 'postgres' ? '-1.00' : '-1.00', null, '  spaces '],
      ['9007199254740993', 'Line\nbreak', no, null, null, moment('2027-01-02 10:00:00'), ''],
    ]);
  });

  it('reads any number of rows through a few at a time, in the order of the cursor, from a value on', async () => {
    const many: Reads = { query: 'SELECT n, at FROM shop.many ORDER BY n DESC -- the last line' };
    const at = await column(many, 'at');
    const all = await rowsOf(
      driver().read({ reads: many, columns: ['n'], cursor: { column: at, from: null, withEmpty: true, overlapSeconds: 0 } }),
    );
    expect(all).toHaveLength(ROWS);
    const cursors = all.map(({ cursor }) => Number(cursor));
    expect(cursors).toEqual([...cursors].sort((a, b) => a - b));
    const some = await rowsOf(
      driver().read({ reads: many, columns: ['n'], cursor: { column: at, from: '249', withEmpty: false, overlapSeconds: 0 } }),
    );
    expect(some.map(({ cells }) => Number(cells[0])).sort((a, b) => a - b)).toEqual([
      2490, 2491, 2492, 2493, 2494, 2495, 2496, 2497, 2498, 2499, 2500,
    ]);
  });

  it('goes on from a moment to the microsecond, from a number of nineteen digits, and with rows that have no value where they are wanted', async () => {
    const from = async (name: string, value: string, parts: { withEmpty?: boolean; overlapSeconds?: number } = {}) => {
      const cursor = { column: await column(members, name), from: value, withEmpty: false, overlapSeconds: 0, ...parts };
      return (await rowsOf(driver().read({ reads: members, columns: ['id'], cursor }))).map(({ cells }) => cells[0]);
    };
    expect(await from('id', '9007199254740993')).toEqual(['9007199254740993']);
    expect(await from('changed', '2027-01-01 10:00:00.000001')).toEqual(['1', '9007199254740993']);
    expect(await from('changed', '2027-01-01 10:00:00.000002')).toEqual(['9007199254740993']);
    expect(await from('changed', '2027-01-02 10:00:01', { overlapSeconds: 1 })).toEqual(['9007199254740993']);
    expect((await from('changed', '2027-01-02 10:00:00', { withEmpty: true })).sort()).toEqual(['3', '9007199254740993']);
    expect(await from('name', '王')).toEqual(['1']);
  });

  it.each([
    'INSERT INTO shop.many VALUES (-1, -1)',
    'DELETE FROM shop.many',
    'SELECT 1; DELETE FROM shop.many',
    'SELECT 1) f; DELETE FROM shop.many; --',
    'SELECT 1 FROM shop.many) f; COMMIT; DELETE FROM shop.many; -- ',
    'WITH gone AS (DELETE FROM shop.many RETURNING n) SELECT n FROM gone',
    'SELECT * FROM shop.many FOR UPDATE; DROP TABLE shop.many',
  ])('writes nothing: %s', async (query) => {
    await expect(driver().preview({ query }, 1)).rejects.toMatchObject({ status: 422, code: expect.stringMatching(/^source_/) });
    await expect(rowsOf(driver().read({ reads: { query }, columns: ['n'], cursor: null }))).rejects.toMatchObject({ status: 422 });
    expect(await rowsOf(driver().read({ reads: { table: { schema: 'shop', name: 'many' } }, columns: ['n'], cursor: null }))).toHaveLength(
      ROWS,
    );
  });

  it('writes nothing by way of a function either', async () => {
    await shop.query(
      kind === 'postgres'
        ? 'CREATE FUNCTION spoil() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN DELETE FROM shop.many; RETURN 1; END $$'
        : 'CREATE FUNCTION spoil() RETURNS bigint DETERMINISTIC MODIFIES SQL DATA RETURN (SELECT 1)',
    );
    const query =
      kind === 'postgres'
        ? "SELECT set_config('transaction_read_only', 'off', false), shop.spoil() AS n"
        : 'SELECT n FROM shop.many WHERE n = (SELECT 1) FOR UPDATE';
    await driver()
      .preview({ query }, 1)
      .catch(() => undefined);
    expect(await rowsOf(driver().read({ reads: { table: { schema: 'shop', name: 'many' } }, columns: ['n'], cursor: null }))).toHaveLength(
      ROWS,
    );
  });

  it.each([
    ['a wrong password', {}, 'wrong', 'source_login'],
    ['a database that is not there', { database: 'nowhere' }, undefined, 'source_no_database'],
    ['a server that speaks in the clear alone', { tls: 'verified' }, undefined, 'source_tls'],
    ['a private address', { allowPrivate: false }, undefined, 'address_refused'],
    ['a name that leads nowhere', { host: 'nowhere.invalid' }, undefined, 'source_unreachable'],
  ] as const)('says so of %s', async (_, change, password, code) => {
    await expect(driver(change, password ?? shop.password).test()).rejects.toMatchObject({ code });
  });

  it('says so of a port where nobody listens, a table that is not there, and a statement that is none', async () => {
    await expect(driver({ port: await freePort() }).test()).rejects.toMatchObject({ code: 'source_unreachable' });
    await expect(driver().preview({ table: { schema: 'shop', name: 'gone' } }, 1)).rejects.toMatchObject({ code: 'source_no_table' });
    await expect(driver().preview({ query: 'SELECT FROM WHERE' }, 1)).rejects.toMatchObject({ code: 'source_statement' });
    await expect(driver().preview({ query: 'EXPLAIN SELECT 1' }, 1)).rejects.toMatchObject({ code: 'source_statement' });
    await expect(driver().preview({ path: '/', parameters: {}, items: '', paging: { by: 'none' } }, 1)).rejects.toMatchObject({
      code: 'source_reads_wrong',
    });
  });

  it('does not wait for a statement longer than it may take', async () => {
    const query = kind === 'postgres' ? 'SELECT pg_sleep(60) AS n' : 'SELECT SLEEP(60) + n AS n FROM shop.many';
    await expect(driver({ timeoutSeconds: 1 }).preview({ query }, 1)).rejects.toMatchObject({ code: 'source_timeout' });
    await expect(rowsOf(driver({ timeoutSeconds: 1 }).read({ reads: { query }, columns: ['n'], cursor: null }))).rejects.toMatchObject({
      code: 'source_timeout',
    });
  });
});
