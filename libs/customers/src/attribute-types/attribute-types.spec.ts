import { Readable } from 'node:stream';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import fc from 'fast-check';
import { Imports } from '../imports/imports.js';
import { Customers } from '../profiles/customers.js';
import { computing } from '../testing/computing.js';
import { AttributeTypes } from './attribute-types.js';
import { AttributeLook, barsOfMonths, LOOK } from './look.js';

const START = new Date('2027-03-30T09:00:00.000Z');

const worldOn = async (shards = 1) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(START);
  const queues = { add: async () => undefined };
  const { computations, settle } = computing({ database, clock, all: [new AttributeLook()] });
  return {
    ...{ database, clock, computations, customers: new Customers({ database, clock }) },
    types: new AttributeTypes({ database, clock, computations }),
    imports: new Imports({ database, clock, queues }),
    look: settle,
  };
};

it('what customers have of an attribute is looked at soon after it was first seen: how many, which values, from whom, of which kinds', async () => {
  const { imports, customers, types, look } = await worldOn(4);
  const rows = Array.from({ length: 10 }, (_, at) => `m${at},${at < 6 ? 'Lyon' : at < 9 ? 'Nice' : ''},${at * 10}`);
  const { id } = await imports.createImport({
    kind: 'customers',
    fileName: 'a.csv',
    mapping: { id: 'externalId', city: 'attributes.city', age: 'attributes.age:number' },
    stream: Readable.from([Buffer.from(`id,city,age\n${rows.join('\n')}\n`)]),
  });
  await imports.runImport(id);
  await customers.createCustomer({ externalId: 'm0', attributes: { city: 7, likes: ['tea', 'jam'] } });
  await look();
  const { items, run } = await types.attributeTypes({});
  expect(run).toBeNull();
  expect(items.map(({ name, found }) => [name, found?.people, found?.total, found?.otherKinds])).toEqual([
    ['age', 10, 10, 0],
    ['city', 9, 10, 1],
    ['likes', 1, 10, 0],
  ]);
  expect((await types.attributeType('city')).facts).toMatchObject({
    distinct: 3,
    kinds: [
      { kind: 'text', people: 8 },
      { kind: 'number', people: 1 },
    ],
    top: [
      { value: 'Lyon', people: 5 },
      { value: 'Nice', people: 3 },
      { value: 7, people: 1 },
    ],
    sources: [
      { kind: 'import', people: 9 },
      { kind: 'api', people: 1 },
    ],
  });
  const { facts, found } = await types.attributeType('age');
  expect(facts?.numbers).toEqual({ least: 0, mean: 45, most: 90 });
  expect(facts?.bars.reduce((sum, { people }) => sum + people, 0)).toBe(10);
  expect(facts?.bars[0]).toEqual({ from: 0, people: 1 });
  expect(found?.lastWrittenAt).toBe(START.toISOString());
  expect((await types.attributeType('likes')).facts?.top).toEqual([
    { value: 'jam', people: 1 },
    { value: 'tea', people: 1 },
  ]);
});

it('says what it is called and means, of which kind it is, and who uses it; one that is retired is no longer offered', async () => {
  const { database, customers, types, look } = await worldOn();
  await customers.createCustomer({ externalId: 'a', attributes: { 'favourite city': 'Lyon', city: 'Nice' } });
  await look();
  const condition = { any: [{ attribute: 'city', is: 'exists' }] };
  await database.query('INSERT INTO segments (name, condition, created_at, updated_at) VALUES ($1, $2, $3, $3)', [
    'Locals',
    JSON.stringify(condition),
    START,
  ]);
  const draft = { nodes: [{ data: { set: { city: 'Metz' } } }, { data: { note: "{{ customer.attributes['favourite city'] }}" } }] };
  await database.query(`INSERT INTO journeys (name, state, draft, created_at, updated_at) VALUES ('Welcome', 'draft', $1, $2, $2)`, [
    JSON.stringify(draft),
    START,
  ]);
  const users = async (name: string) => (await types.attributeType(name)).usedBy.map((use) => [use.kind, use.name]);
  expect(await users('city')).toEqual([
    ['journey', 'Welcome'],
    ['segment', 'Locals'],
  ]);
  expect(await users('favourite city')).toEqual([['journey', 'Welcome']]);
  const changed = await types.changeAttributeType('city', { label: 'Home town', description: '', sensitive: true, kind: 'number' });
  expect(changed).toMatchObject({ label: 'Home town', description: null, sensitive: true, retired: false, found: { otherKinds: 1 } });
  await types.changeAttributeType('city', { retired: true });
  expect((await customers.catalogue()).attributes.filter(({ builtIn }) => !builtIn).map(({ name }) => name)).toEqual(['favourite city']);
  expect((await types.attributeTypes({ query: 'home' })).items.map(({ name }) => name)).toEqual(['city']);
  await expect(types.changeAttributeType('none', { label: 'x' })).rejects.toMatchObject({ code: 'not_found' });
});

/** What a database's double precision can reckon with. */
const reckonable = (n: number): number => (Math.abs(n) < 1e-300 ? 0 : Math.min(Math.max(n, -1e290), 1e290));

it('counts numbers as they are, whatever they are', async () => {
  const { database, types, computations } = await worldOn();
  await database.query(`INSERT INTO attribute_catalogue (name, kind, source, first_seen_at) VALUES ('n', 'number', 'api', $1)`, [START]);
  await fc.assert(
    fc.asyncProperty(
      // JSON knows no zero below zero
      fc.array(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
        { minLength: 1, maxLength: 30 },
      ),
      async (written) => {
        const numbers = written.map(reckonable);
        await database.query('TRUNCATE customers');
        await database.query(
          `INSERT INTO customers (attributes, created_at, updated_at) SELECT jsonb_build_object('n', n), $2, $2 FROM unnest($1::float8[]) n`,
          [written, START],
        );
        await types.lookAtAttributes();
        await computations.run((await computations.latest(LOOK)).latest?.id ?? '');
        const { facts, found } = await types.attributeType('n');
        expect(found?.people).toBe(numbers.length);
        expect(facts?.numbers).toMatchObject({ least: Math.min(...numbers), most: Math.max(...numbers) });
        if (Math.max(...numbers) > Math.min(...numbers))
          expect(facts?.bars.reduce((sum, { people }) => sum + people, 0)).toBe(numbers.length);
      },
    ),
    { numRuns: 25 },
  );
});

it('dates over more than two years are counted by year', () => {
  const months = Array.from({ length: 30 }, (_, at) => ({
    from: `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    people: 2,
  }));
  expect(barsOfMonths(months.slice(0, 3))).toEqual(months.slice(0, 3));
  expect(barsOfMonths(months)).toEqual([
    { from: '2025', people: 24 },
    { from: '2026', people: 24 },
    { from: '2027', people: 12 },
  ]);
});
