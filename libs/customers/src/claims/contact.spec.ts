import type { ContactField } from '@wayfare/contracts';
import { actingAs } from '@wayfare/platform';
import fc from 'fast-check';
import { mergePeople } from '../merging/merge.js';
import { unmerge } from '../merging/unmerge.js';
import { claimContact, standingContact } from './contact.js';
import { claimsWorld, noJourneys, START } from './testing.js';

const worldOn = async (shards = 1) => {
  const world = await claimsWorld(shards);
  const { attributes, database } = world;
  return {
    ...world,
    shown: async (id: string, field: ContactField) => {
      const item = (await attributes.customerAttributes(id)).contact.find(({ name }) => name === field);
      return item && { holds: [item.holds.value, item.holds.kind], also: item.also.map(({ value, kind }) => [value, kind]) };
    },
    withdraw: (id: string, name: ContactField, source: string) =>
      attributes.withdrawAttribute(id, { name, source, part: null, kind: 'contact' }),
    addressesOf: async (id: string): Promise<string[]> =>
      (
        await database.query<{ value: string }>("SELECT value FROM identities WHERE customer_id = $1 AND kind = 'email' ORDER BY value", [
          id,
        ])
      ).map(({ value }) => value),
  };
};

it('an address says whom it comes from; one that gave way is also known, and goes on being one by which the customer is recognised', async () => {
  const world = await worldOn();
  await world.load('members.csv', 'externalId,email,locale\nm1,Old@shop.example,en\n');
  const id = await world.idOf('m1');
  world.later();
  await actingAs('user:1', () =>
    world.customers.createCustomer({ externalId: 'm1', email: 'new@shop.example', attributes: { email: 'x' } }),
  );
  expect(await world.shown(id, 'email')).toEqual({ holds: ['new@shop.example', 'page'], also: [['Old@shop.example', 'import']] });
  expect(await world.shown(id, 'locale')).toEqual({ holds: ['en', 'import'], also: [] });
  expect(await world.addressesOf(id)).toEqual(['new@shop.example', 'old@shop.example']);
  expect((await world.attributes.customerAttributes(id)).items.map(({ name, holds }) => [name, holds.value])).toEqual([['email', 'x']]);
});

it('what one source says can be taken back: the next address holds, and after the last there is none to write to', async () => {
  const world = await worldOn();
  await world.load('members.csv', 'externalId,email\nm1,old@shop.example\n');
  const id = await world.idOf('m1');
  world.later();
  await world.customers.createCustomer({ externalId: 'm1', email: 'new@shop.example' });
  await world.withdraw(id, 'email', 'api');
  expect((await world.customers.customer(id)).email).toBe('old@shop.example');
  const { contact } = await world.attributes.customerAttributes(id);
  await world.withdraw(id, 'email', contact[0]?.holds.source ?? '');
  expect((await world.customers.customer(id)).email).toBeNull();
  expect(await world.addressesOf(id)).toEqual(['new@shop.example', 'old@shop.example']);
  expect(await world.rows()).toBe(0);
  await expect(world.withdraw(id, 'email', 'api')).rejects.toMatchObject({ status: 404 });
});

it('files of new people, and files that say what is known, write no row', async () => {
  const world = await worldOn();
  const file = `externalId,email,phone,timeZone\n${Array.from({ length: 100 }, (_, at) => `m${at},m${at}@shop.example,+4179000${1000 + at},Europe/Zurich`).join('\n')}\n`;
  await world.load('a.csv', file);
  await world.load('b.csv', file);
  expect(await world.rows()).toBe(0);
  await world.load('c.csv', 'externalId,email\nm1,other@shop.example\nm2,m2@shop.example\n');
  expect(await world.rows()).toBe(2);
});

it('a stronger source stays whatever weaker ones say after it, and a rule of one field, or its end, brings everybody in line', async () => {
  const world = await worldOn(4);
  await world.load('a.csv', 'externalId,email,phone\nm1,a1@shop.example,+41790000001\nm2,a2@shop.example,+41790000002\n');
  await world.rules.changeAttributeRule({ name: '@email', sources: ['api'] });
  await world.settle();
  world.later();
  await world.customers.createCustomer({ externalId: 'm1', email: 'b1@shop.example', phone: '+41790000011' });
  await world.load('c.csv', 'externalId,email,phone\nm1,c1@shop.example,+41790000021\nm2,c2@shop.example,+41790000022\n');
  const reached = async () =>
    (await world.database.query<{ email: string; phone: string }>('SELECT email, phone FROM customers ORDER BY external_id')).map(
      ({ email, phone }) => `${email} ${phone}`,
    );
  expect(await reached()).toEqual(['b1@shop.example +41790000021', 'c2@shop.example +41790000022']);
  await world.rules.changeAttributeRule({ name: '@email', sources: [] });
  await world.settle();
  expect(await reached()).toEqual(['c1@shop.example +41790000021', 'c2@shop.example +41790000022']);
  await world.rules.changeAttributeRule({ name: null, sources: ['api'] });
  await world.settle();
  expect(await reached()).toEqual(['b1@shop.example +41790000011', 'c2@shop.example +41790000022']);
});

it('of two who become one the address that the strongest and then the latest source says is written to; undone, each has their own', async () => {
  const world = await worldOn();
  await world.load('a.csv', 'externalId,email,phone\nm1,one@shop.example,+41790000001\n');
  await world.load('b.csv', 'externalId,email,locale\nm2,two@shop.example,de\n');
  const [one, other] = [await world.idOf('m1'), await world.idOf('m2')];
  world.later();
  const { merged } = await world.database.transaction((tx) =>
    mergePeople(tx, noJourneys, [{ ids: [one, other], keep: one, rule: 'person', cause: [] }], world.clock.now()),
  );
  expect(await world.customers.customer(one)).toMatchObject({ email: 'two@shop.example', phone: '+41790000001', locale: 'de' });
  expect(await world.shown(one, 'email')).toEqual({ holds: ['two@shop.example', 'import'], also: [['one@shop.example', 'import']] });
  world.later();
  await world.customers.createCustomer({ externalId: 'm1', locale: 'fr' });
  await world.database.transaction((tx) => unmerge(tx, noJourneys, merged[0]?.mergeId ?? '', world.clock.now()));
  expect(await world.customers.customer(one)).toMatchObject({ email: 'one@shop.example', phone: '+41790000001', locale: 'fr' });
  expect(await world.customers.customer(other)).toMatchObject({ email: 'two@shop.example', phone: null, locale: 'de' });
});

const SOURCES = ['page', 'api', 'feed:1', 'feed:2'] as const;
const writes = fc.array(
  fc.record({ source: fc.constantFrom(...SOURCES), email: fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example') }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

it('whatever sources say in whatever order, the strongest and then the latest is written to', async () => {
  const { database } = await worldOn();
  await fc.assert(
    fc.asyncProperty(writes, fc.shuffledSubarray([...SOURCES]), async (said, strongest) => {
      await database.query('TRUNCATE customers, attribute_claims, attribute_rules');
      if (strongest.length > 0) await database.query("INSERT INTO attribute_rules VALUES ('@email', $1, $2)", [strongest, START]);
      await database.query('INSERT INTO customers (id, created_at, updated_at, origin) VALUES (1, $1, $1, $2)', [START, said[0]?.source]);
      const ranks = new Map<string, number>(strongest.map((source, at) => [source, strongest.length - at]));
      const strength = (source: string): number => ranks.get(source) ?? 0;
      // what each source said last; who repeats what holds says nothing new
      const naive = new Map<string, { email: string; at: number }>();
      const holds = (): string | undefined =>
        [...naive].sort(([a, one], [b, other]) => strength(b) - strength(a) || other.at - one.at)[0]?.[1].email;
      for (const [at, { source, email }] of said.entries()) {
        const now = new Date(START.getTime() + Math.floor(at / 2) * 1000);
        const contact = { email, phone: null, timeZone: null, locale: null };
        await database.transaction(async (tx) => {
          const overruled = await claimContact(tx, [{ id: '1', contact }], source, now);
          const stands = standingContact(contact, overruled.get('1'));
          await tx.query('UPDATE customers SET email = coalesce($1, email), updated_at = $2', [stands.email, now]);
        });
        if (holds() !== email || (naive.has(source) && naive.get(source)?.email !== email)) naive.set(source, { email, at });
        const [row] = await database.query<{ email: string }>('SELECT email FROM customers');
        expect(row?.email).toBe(holds());
      }
    }),
    { numRuns: 40 },
  );
});
