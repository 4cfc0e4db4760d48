import { MIGRATIONS, SHARDED_TABLES } from '@wayfare/migrations';
import { testDatabase, testDatabaseUrl } from '@wayfare/platform/testing';
import { migrate } from '../migrate.js';
import { openDatabase } from '../open-database.js';
import { inEachShard, workInShardOf } from './in-shard.js';

const SHARDS = 4;
const url = await testDatabaseUrl(SHARDS);
const database = await openDatabase({ url, poolSize: 2 });
afterAll(() => database.close());

const NOW = new Date('2027-03-01T02:00:00.000Z');
const PEOPLE = `
  INSERT INTO customers (id, created_at, updated_at)
  SELECT i * i * 7919, $1, $1 FROM generate_series(1::bigint, 2000) i`;
const MOVE = `
  INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, to_node, people, at) VALUES (1, 1, 1, 0, 'enter', 'a', 3, $1) RETURNING shard`;

/** Tables that have a person in their key and yet stand once, and why. */
const STAND_ONCE: Readonly<Record<string, string>> = {
  coupon_issues: 'asked by code, whoever brings it; a code is unique for its pool',
  identities: 'asked by address, to find out whose it is',
  look_alike_people: 'people of all shards in one order, no more of them than the largest list that was asked for',
  tasks: 'asked by colleague: what one of them has to do is about people of every shard',
  suppressions: 'asked by address: what one person wants of an address holds for whoever else has it',
};

describe('a database with shards', () => {
  it('says by itself how many it has', async () => {
    expect(database.shards).toBe(SHARDS);
    expect((await testDatabase()).shards).toBe(1);
  });

  it('has dealt out every table that grows with people, but for those that are asked by something else', async () => {
    const rows = await database.query<{ name: string; isDealtOut: boolean }>(`
      SELECT c.relname AS name, c.relkind = 'p' AS "isDealtOut" FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND EXISTS (
        SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
        WHERE i.indrelid = c.oid AND i.indisunique AND a.attname = 'customer_id') ORDER BY 1`);
    const expected = rows.map(({ name }) => ({ name, isDealtOut: !(name in STAND_ONCE) }));
    expect(rows).toEqual(expected);
    expect(
      rows
        .filter(({ isDealtOut }) => isDealtOut)
        .map(({ name }) => name)
        .filter((name) => !(name in SHARDED_TABLES)),
    ).toEqual([]);
  });

  it('keeps people where wayfare_shard says, and finds them there under the names that the tables always have', async () => {
    await database.query(PEOPLE, [NOW]);
    const counts: number[] = [];
    for (const [shard, own] of database.eachShard.entries()) {
      const rows = await own.query<{ said: number }>('SELECT wayfare_shard(id) AS said FROM customers');
      expect(new Set(rows.map(({ said }) => said))).toEqual(new Set([shard]));
      counts.push(rows.length);
    }
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
    expect(Math.min(...counts)).toBeGreaterThan(400);
  });

  it.each([1, 2, 4, 8, 16, 32, 64])('knows the partition that PostgreSQL would choose of %i', async (shards) => {
    const [row] = await database.query<{ wrong: number }>(
      `SELECT count(*)::int AS wrong FROM customers WHERE NOT satisfies_hash_partition('public.customers'::regclass, $1::int,
         (((hashint8extended(id, 8816678312871386365) & 63) + 35) & ($1::int - 1))::int, id)`,
      [shards],
    );
    expect(row?.wrong).toBe(0);
  });

  it('leaves nothing of a shard on a connection', async () => {
    const paths = async () => (await database.query<{ search_path: string }>('SHOW search_path'))[0]?.search_path;
    const before = await paths();
    await database.onShard(2).query('SELECT 1');
    await database.onShard(3).prepared('one', 'SELECT $1::int AS one', [1]);
    await expect(database.onShard(1).query('SELECT 1 / 0')).rejects.toThrow('division by zero');
    await database.transaction((tx) => workInShardOf(tx, '7'));
    await database.transaction((tx) => inEachShard(tx, (_, sql) => sql.query('SELECT count(*) FROM customers')));
    for (let connection = 0; connection < 2; connection += 1) expect(await paths()).toBe(before);
  });

  it('notes what is written in a shard as of that shard, and refuses what says none', async () => {
    expect(await database.onShard(3).query(MOVE, [NOW])).toEqual([{ shard: 3 }]);
    await expect(database.query(MOVE, [NOW])).rejects.toThrow('no partition');
    expect(await database.query('SELECT people FROM way_totals')).toEqual([{ people: '3' }]);
    expect(await database.query('SELECT people FROM lately_entered')).toEqual([{ people: 3 }]);
  });

  it('refuses a person in the shard of another, and one external id twice in a shard', async () => {
    const [row] = await database.query<{ shard: number }>('SELECT wayfare_shard(1) AS shard');
    const other = database.onShard(((row?.shard ?? 0) + 1) % SHARDS);
    await expect(other.query('INSERT INTO consents VALUES (1, $1, true, $1, $2)', ['email', NOW])).rejects.toThrow('partition');
    await database.query(`UPDATE customers SET external_id = 'x' WHERE id = (SELECT min(id) FROM customers WHERE wayfare_shard(id) = 2)`);
    await expect(
      database.query(`UPDATE customers SET external_id = 'x' WHERE id = (SELECT max(id) FROM customers WHERE wayfare_shard(id) = 2)`),
    ).rejects.toThrow('duplicate key');
  });

  it('keeps the names and options of what it deals out, so that later migrations find them', async () => {
    const whole = await testDatabase();
    const indexes = `
      SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace
        AND i.indrelid <> 'public.customers'::regclass ORDER BY 1`;
    expect(await database.query(indexes)).toEqual(await whole.query(indexes));
    expect(await database.query(`SELECT reloptions FROM pg_class WHERE oid = 'shard_1.messages'::regclass`)).toEqual([
      { reloptions: ['fillfactor=80'] },
    ]);
  });

  it('is left alone at the next start, and refuses another number', async () => {
    expect(await migrate({ url, migrations: MIGRATIONS, sharded: SHARDED_TABLES, shards: SHARDS })).toEqual([]);
    await expect(migrate({ url, migrations: MIGRATIONS, sharded: SHARDED_TABLES, shards: 16 })).rejects.toThrow(
      'This database has 4 shards, and WAYFARE_SHARDS says 16',
    );
  });
});

it('a database with people is not dealt out', async () => {
  const full = await testDatabaseUrl();
  const whole = await openDatabase({ url: full, poolSize: 1 });
  await whole.query(PEOPLE, [NOW]).finally(() => whole.close());
  await expect(migrate({ url: full, migrations: MIGRATIONS, sharded: SHARDED_TABLES, shards: 4 })).rejects.toThrow(
    'The table customers has rows already',
  );
});

it('migrations after the shards run on tables that are dealt out', async () => {
  const behind = await testDatabaseUrl();
  const plain = await openDatabase({ url: behind, poolSize: 1 });
  const at = MIGRATIONS.findIndex(({ name }) => name.startsWith('Shards'));
  for (const { name } of MIGRATIONS.slice(at + 1).reverse()) {
    const Migration = MIGRATIONS.find((one) => one.name === name);
    if (Migration) await plain.transaction(async (tx) => new Migration().down(tx.runner));
    await plain.query('DELETE FROM schema_migrations WHERE name = $1', [name]);
  }
  await plain.close();
  await migrate({ url: behind, migrations: MIGRATIONS.slice(0, at + 1), sharded: SHARDED_TABLES, shards: 2 });
  const ran = await migrate({ url: behind, migrations: MIGRATIONS, sharded: SHARDED_TABLES });
  expect(ran).toEqual(MIGRATIONS.slice(at + 1).map(({ name }) => name));
});
