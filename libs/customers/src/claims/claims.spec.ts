import type { AttributeValue } from '@wayfare/contracts';
import { actingAs } from '@wayfare/platform';
import fc from 'fast-check';
import { mergePeople } from '../merging/merge.js';
import { unmerge } from '../merging/unmerge.js';
import { claimAttributes } from './claim.js';
import { claimsWorld, noJourneys, START } from './testing.js';

type World = Awaited<ReturnType<typeof claimsWorld>>;

const shown = async ({ attributes }: World, id: string, name: string) => {
  const item = (await attributes.customerAttributes(id)).items.find((one) => one.name === name);
  return (
    item && { holds: [item.holds.value, item.holds.kind, item.holds.sourceName], also: item.also.map(({ value, kind }) => [value, kind]) }
  );
};

it('an attribute says whom it comes from and since when, and what others say is kept', async () => {
  const world = await claimsWorld();
  await world.load('members.csv', 'externalId,city,age:number\nm1,Lyon,40\n');
  const id = await world.idOf('m1');
  world.later();
  await actingAs('user:1', () => world.customers.createCustomer({ externalId: 'm1', attributes: { city: 'Nice' } }));
  expect(await shown(world, id, 'city')).toEqual({ holds: ['Nice', 'page', null], also: [['Lyon', 'import']] });
  const { items } = await world.attributes.customerAttributes(id);
  expect(items.find(({ name }) => name === 'city')).toMatchObject({
    holds: { at: world.clock.now().toISOString() },
    also: [{ sourceName: 'members.csv', at: new Date(START.getTime() + 60_000).toISOString() }],
  });
});

it('what one source says can be taken back: the next one holds then, and after the last the attribute is gone', async () => {
  const world = await claimsWorld();
  await world.load('members.csv', 'externalId,city\nm1,Lyon\n');
  const id = await world.idOf('m1');
  world.later();
  await world.customers.createCustomer({ externalId: 'm1', attributes: { city: 'Nice' } });
  await world.attributes.withdrawAttribute(id, { name: 'city', source: 'api', part: null, kind: 'attribute' });
  expect((await world.customers.customer(id)).attributes).toEqual({ city: 'Lyon' });
  const [lyon] = (await world.attributes.customerAttributes(id)).items;
  await world.attributes.withdrawAttribute(id, { name: 'city', source: lyon?.holds.source ?? '', part: null, kind: 'attribute' });
  expect((await world.customers.customer(id)).attributes).toEqual({});
  await expect(
    world.attributes.withdrawAttribute(id, { name: 'city', source: 'api', part: null, kind: 'attribute' }),
  ).rejects.toMatchObject({ status: 404 });
});

it('a file of new people writes no row of its own, and one that says what is known already writes none either', async () => {
  const world = await claimsWorld();
  const file = `externalId,city\n${Array.from({ length: 200 }, (_, at) => `m${at},Lyon`).join('\n')}\n`;
  await world.load('a.csv', file);
  await world.load('a.csv', file);
  expect(await world.rows()).toBe(0);
  await world.load('b.csv', 'externalId,city\nm1,Nice\nm2,Lyon\n');
  expect(await world.rows()).toBe(2);
});

it('a stronger source stays whatever weaker ones say after it, and a change of the rules brings everybody in line', async () => {
  const world = await claimsWorld(4);
  await world.load('a.csv', 'externalId,city\nm1,Lyon\nm2,Lyon\nm3,Lyon\n');
  await world.rules.changeAttributeRule({ name: null, sources: ['api', 'import'] });
  world.later();
  for (const externalId of ['m1', 'm2']) await world.customers.createCustomer({ externalId, attributes: { city: 'Nice' } });
  await world.load('b.csv', 'externalId,city\nm1,Metz\nm3,Metz\n');
  const cities = async () =>
    (await world.database.query<{ city: string | null }>(`SELECT attributes->>'city' AS city FROM customers ORDER BY external_id`)).map(
      ({ city }) => city,
    );
  expect(await cities()).toEqual(['Nice', 'Nice', 'Metz']);
  expect(await shown(world, await world.idOf('m1'), 'city')).toMatchObject({
    also: [
      ['Metz', 'import'],
      ['Lyon', 'import'],
    ],
  });
  await world.settle();
  await world.rules.changeAttributeRule({ name: 'city', sources: ['import'] });
  expect((await world.rules.attributeRules()).run).toEqual({ done: 0, total: 0 });
  await world.settle();
  expect(await cities()).toEqual(['Metz', 'Lyon', 'Metz']);
  expect((await world.rules.attributeRules()).run).toBeNull();
  await world.rules.changeAttributeRule({ name: 'city', sources: [] });
  await world.settle();
  expect(await cities()).toEqual(['Nice', 'Nice', 'Metz']);
});

it('of two who become one, what the strongest and then the latest source says holds; undone, each has what was said of them', async () => {
  const world = await claimsWorld();
  await world.load('a.csv', 'externalId,city,name\nm1,Lyon,Li\n');
  await world.load('b.csv', 'externalId,city,likes\nm2,Nice,tea\n');
  const [one, other] = [await world.idOf('m1'), await world.idOf('m2')];
  world.later();
  const { merged } = await world.database.transaction((tx) =>
    mergePeople(tx, noJourneys, [{ ids: [one, other], keep: one, rule: 'person', cause: [] }], world.clock.now()),
  );
  expect((await world.customers.customer(one)).attributes).toEqual({ city: 'Nice', name: 'Li', likes: 'tea' });
  expect(await shown(world, one, 'city')).toEqual({ holds: ['Nice', 'import', 'b.csv'], also: [['Lyon', 'import']] });
  world.later();
  await world.customers.createCustomer({ externalId: 'm1', attributes: { likes: 'coffee' } });
  await world.database.transaction((tx) => unmerge(tx, noJourneys, merged[0]?.mergeId ?? '', world.clock.now()));
  expect((await world.customers.customer(one)).attributes).toEqual({ city: 'Lyon', name: 'Li', likes: 'coffee' });
  expect((await world.customers.customer(other)).attributes).toEqual({ city: 'Nice', likes: 'tea' });
  expect(await shown(world, one, 'likes')).toEqual({ holds: ['coffee', 'api', null], also: [] });
});

/** The rule as one would say it: everything that was ever said, and what of it holds. */
class Naive {
  readonly said = new Map<string, Map<string, { value: AttributeValue; at: number }>>();

  constructor(private readonly strength: Readonly<Record<string, number>>) {}

  holds(name: string): AttributeValue {
    const all = [...(this.said.get(name) ?? [])].map(([source, claim]) => ({ ...claim, strength: this.strength[source] ?? 0 }));
    return all.sort((a, b) => b.strength - a.strength || b.at - a.at)[0]?.value ?? null;
  }

  say(source: string, name: string, value: AttributeValue, at: number): void {
    const claims = this.said.get(name) ?? new Map();
    const own = claims.get(source);
    if (this.holds(name) === value && (own === undefined || own.value === value)) return;
    this.said.set(name, claims.set(source, { value, at }));
  }
}

const SOURCES = ['page', 'api', 'feed:1', 'feed:2'] as const;
const writes = fc.array(
  fc.record({
    source: fc.constantFrom(...SOURCES),
    patch: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(null, 1, 2, 'x'), { minKeys: 1 }),
  }),
  { minLength: 1, maxLength: 8 },
);

it('whatever sources say in whatever order, what holds is what the rule says', async () => {
  const { database } = await claimsWorld();
  await fc.assert(
    fc.asyncProperty(writes, fc.shuffledSubarray([...SOURCES]), async (said, strongest) => {
      await database.query('TRUNCATE customers, attribute_claims, attribute_rules');
      if (strongest.length > 0) await database.query("INSERT INTO attribute_rules VALUES ('', $1, $2)", [strongest, START]);
      const naive = new Naive(Object.fromEntries(strongest.map((source, at) => [source, strongest.length - at])));
      await database.query('INSERT INTO customers (id, created_at, updated_at, origin) VALUES (1, $1, $1, $2)', [START, said[0]?.source]);
      for (const [at, { source, patch }] of said.entries()) {
        // two at a time within one instant
        const now = new Date(START.getTime() + Math.floor(at / 2) * 1000);
        const rows = { text: 'SELECT 1::bigint AS id, $1::jsonb AS patch', parameters: [JSON.stringify(patch)] };
        await database.transaction(async (tx) => {
          const overruled = (await claimAttributes(tx, { rows, source, now })).get('1') ?? [];
          await tx.query('UPDATE customers SET attributes = jsonb_strip_nulls(attributes || ($1::jsonb - $2::text[])), updated_at = $3', [
            JSON.stringify(patch),
            overruled,
            now,
          ]);
        });
        for (const [name, value] of Object.entries(patch)) naive.say(source, name, value, at);
        const [row] = await database.query<{ attributes: Record<string, AttributeValue> }>('SELECT attributes FROM customers');
        expect([row?.attributes['a'] ?? null, row?.attributes['b'] ?? null]).toEqual([naive.holds('a'), naive.holds('b')]);
      }
    }),
    { numRuns: 60 },
  );
});
