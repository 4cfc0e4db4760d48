import { Readable } from 'node:stream';
import { ManualClock } from '@wayfare/kernel';
import type { Database } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Imports } from '../imports/imports.js';
import { Customers } from '../profiles/customers.js';
import { declareComputed } from './declare.js';
import { writeComputed } from './write.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const clock = new ManualClock(NOW);
const words = (en: string) => ({ en, 'zh-CN': '说明' });
const points = { owner: 'points', attributes: [{ name: 'points', kind: 'number', words: words('Points') }], taken: 'refuse' } as const;

const worldOn = async (shards: number) => {
  const database = await testDatabase({ shards });
  await database.query(
    `INSERT INTO customers (external_id, attributes, created_at, updated_at)
     SELECT 'c' || i, jsonb_build_object('city', 'Lyon'), $1, $1 FROM generate_series(1, 40) i`,
    [NOW],
  );
  return { database, customers: new Customers({ database, clock }) };
};

const PATCHES =
  'SELECT id AS customer_id, jsonb_build_object($1::text, CASE WHEN id % 2 = 0 THEN id * $2::int END) AS patch FROM customers';
/** The even ones get a number, in each shard. */
const writeIn = async (database: Database, times: number) => {
  const results: Awaited<ReturnType<typeof writeComputed>>[] = [];
  for (const shard of database.eachShard)
    results.push(
      await shard.transaction((tx) =>
        writeComputed(tx, { names: ['points', 'gone'], rows: { text: PATCHES, parameters: ['points', times] }, watch: ['points'] }),
      ),
    );
  return { changed: results.reduce((sum, { changed }) => sum + changed, 0), told: results.flatMap(({ told }) => told) };
};

describe.each([1, 4])('attributes that the product works out, on %i shards', (shards) => {
  it('are written onto everybody at once, who has them already is left alone, and what has changed is told', async () => {
    const { database } = await worldOn(shards);
    expect((await writeIn(database, 10)).changed).toBe(20);
    expect(await database.query('SELECT attributes FROM customers WHERE id IN (1, 2) ORDER BY id')).toEqual([
      { attributes: { city: 'Lyon' } },
      { attributes: { city: 'Lyon', points: 20 } },
    ]);
    await database.query(`UPDATE customers SET attributes = attributes || '{"points": 1, "gone": true}' WHERE id IN (1, 2)`);
    await database.query('UPDATE customers SET erased_at = $1 WHERE id = 4', [NOW]);
    const again = await writeIn(database, 10);
    expect(again.changed).toBe(2);
    expect([...again.told].sort((a, b) => Number(a.customerId) - Number(b.customerId))).toEqual([
      { customerId: '1', before: { points: 1 }, after: {} },
      { customerId: '2', before: { points: 1 }, after: { points: 20 } },
    ]);
    const [untouched] = await database.query<{ at: Date }>('SELECT min(updated_at) AS at FROM customers');
    expect(untouched?.at).toEqual(NOW);
  });
});

describe('names that the product works out', () => {
  it('stand in the catalogue with their words, and are changed by their owner alone', async () => {
    const { database, customers } = await worldOn(1);
    const declare = (declaration: Parameters<typeof declareComputed>[1]) =>
      database.transaction((tx) => declareComputed(tx, declaration, NOW));
    await declare(points);
    await declare({ ...points, attributes: [{ name: 'points', kind: 'number', words: words('All points') }] });
    const { attributes } = await customers.catalogue();
    expect(attributes.filter(({ builtIn }) => !builtIn)).toEqual([
      { name: 'points', kind: 'number', builtIn: false, computed: { owner: 'points', description: words('All points') } },
    ]);
    await expect(declare({ ...points, owner: 'another' })).rejects.toMatchObject({ code: 'attribute_taken' });
  });

  it('are refused where people have named an attribute so, unless the product itself brings them', async () => {
    const { database, customers } = await worldOn(1);
    await customers.createCustomer({ externalId: 'a', attributes: { points: 5 } });
    await expect(database.transaction((tx) => declareComputed(tx, points, NOW))).rejects.toMatchObject({
      code: 'attribute_taken',
      status: 409,
    });
    await database.transaction((tx) => declareComputed(tx, { ...points, taken: 'replace' }, NOW));
    await expect(customers.createCustomer({ externalId: 'a', attributes: { points: 6 } })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('are refused from the interface and from files, whoever sends them; of a guessed mapping the column is left out', async () => {
    const { database, customers } = await worldOn(1);
    await database.transaction((tx) => declareComputed(tx, points, NOW));
    for (const value of [7, null])
      await expect(customers.createCustomer({ externalId: 'c1', attributes: { city: 'Nice', points: value } })).rejects.toMatchObject({
        code: 'invalid',
        detail: { fields: [{ path: 'attributes.points', code: 'computed_attribute' }] },
      });
    const imports = new Imports({ database, clock, queues: { add: async () => undefined } });
    const file = () => ({
      kind: 'customers' as const,
      fileName: 'a.csv',
      stream: Readable.from([Buffer.from('externalId,points,city\nc1,7,Nice\n')]),
    });
    await expect(
      imports.createImport({ ...file(), mapping: { externalId: 'externalId', points: 'attributes.points:number' } }),
    ).rejects.toMatchObject({ code: 'invalid', detail: { fields: [{ path: 'mapping.points', code: 'computed_attribute' }] } });
    const { id } = await imports.createImport(file());
    await imports.runImport(id);
    expect(await imports.import(id)).toMatchObject({
      state: 'done',
      updated: 1,
      mapping: { externalId: 'externalId', city: 'attributes.city' },
    });
    expect(await database.query("SELECT attributes FROM customers WHERE external_id = 'c1'")).toEqual([{ attributes: { city: 'Nice' } }]);
  });
});
