import { jest } from '@jest/globals';
import type { LookAlikeInput } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { createLogger } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Lists } from '../lists/lists.js';
import { Segments } from '../segments/segments.js';
import { LookAlikes } from './look-alikes.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const PEOPLE = 3_000;
/** Nothing of one person says anything of another: everything is drawn by a hash. */
const HOME = `
  INSERT INTO customers (id, email, attributes, tags, created_at, updated_at)
  SELECT i, 'p' || i || '@example.com', jsonb_build_object('city', (ARRAY['Lyon', 'Oslo', 'Turin', 'Ghent'])[1 + (d.a & 3)], 'age', 20 + (d.b & 1023) % 50, 'code', 'c' || i, 'planet', 'earth',
    'hobby', (ARRAY['climbing', 'chess', NULL, 'chess'])[1 + (d.c & 3)]), CASE WHEN d.d & 7 = 0 THEN '{weekly}' ELSE '{}'::text[] END, $1, $1
  FROM generate_series(1, $2::int) i, LATERAL (
    SELECT hashint8extended(i, 11) AS a, hashint8extended(i, 12) AS b, hashint8extended(i, 13) AS c, hashint8extended(i, 14) AS d
  ) d`;
/** Climbers of Lyon who are no longer young: of them every second is taken, and the others have to be found. */
const LIKE = `attributes ->> 'city' = 'Lyon' AND attributes ->> 'hobby' = 'climbing' AND (attributes ->> 'age')::int >= 35`;
const CATALOGUE = `
  INSERT INTO attribute_catalogue (name, kind, source, first_seen_at, sensitive)
  SELECT name, kind, 'import', $1, name = 'origin' FROM (VALUES ('city', 'text'), ('age', 'number'), ('code', 'text'), ('planet', 'text'), ('hobby', 'text'), ('origin', 'text')) k (name, kind)`;
const EVENTS = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at)
  SELECT id, 'e' || n, 'visit', $1::timestamptz - interval '1 day' * (1 + id % 90), $1 FROM customers, generate_series(1, 3) n WHERE hashint8extended(id, 15) & 3 = 0`;

const world = async (shards = 1) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(NOW);
  const lists = new Lists({
    ...{ database, clock, reportPeople: { customerIds: async function* () {} } },
    nodePeople: { query: async () => ({ text: 'SELECT NULL::bigint', parameters: [] }) },
  });
  const lookAlikes = new LookAlikes({
    ...{ database, clock, queues: { add: async () => undefined }, logger: createLogger({ level: 'silent', name: 'test' }) },
  });
  await database.query(HOME, [NOW, PEOPLE]);
  await database.query(CATALOGUE, [NOW]);
  await database.query(EVENTS, [NOW]);
  const ids = async (where: string) =>
    (await database.query<{ id: string }>(`SELECT id FROM customers WHERE ${where} ORDER BY id`)).map(({ id }) => id);
  const listOf = async (name: string, customers: readonly string[]) =>
    (await lists.createList({ name, from: { customers: [...customers] } })).id;
  const search = async (input: Partial<LookAlikeInput> & Pick<LookAlikeInput, 'seed'>) => {
    const { id } = await lookAlikes.createLookAlike({
      size: 100,
      excludeLists: [],
      reach: null,
      putBack: [],
      leaveOut: [],
      salt: 1,
      ...input,
    });
    await lookAlikes.run(id);
    return lookAlikes.lookAlike(id);
  };
  const found = async (id: string, limit = 200) => (await lookAlikes.lookAlikePeople(id, { limit })).items;
  return { database, clock, lists, segments: new Segments({ database, clock }), lookAlikes, ids, listOf, search, found };
};

const home = await world();
const alike = await home.ids(LIKE);
const half = alike.filter((_, at) => at % 2 === 0);
const others = alike.filter((_, at) => at % 2 === 1);

describe('people like those of a list', () => {
  it('finds the other half of people who have something in common, and says what it is', async () => {
    const list = await home.listOf('fair', half);
    const result = await home.search({ seed: { list }, size: others.length });
    expect(result).toMatchObject({
      state: 'done',
      found: others.length,
      quality: { verdict: 'alike' },
      seed: { name: 'fair', people: half.length },
    });
    const people = await home.found(result.id);
    expect(people.filter(({ customer }) => others.includes(customer.id)).length).toBeGreaterThanOrEqual(0.95 * others.length);
    expect(people.some(({ customer }) => half.includes(customer.id))).toBe(false);
    expect(
      result.parts
        .slice(0, 3)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['attribute:age', 'attribute:city', 'attribute:hobby']);
    const city = result.parts.find(({ subject }) => subject === 'attribute:city');
    expect(city?.bins.find(({ is }) => 'value' in is && is.value === 'Lyon')).toMatchObject({ seed: 1 });
    const [first] = people;
    const said = first?.reasons.map(({ part }) => result.parts[part]?.subject) ?? [];
    expect(said).toHaveLength(3);
    expect(said.every((subject) => subject?.startsWith('attribute:'))).toBe(true);
  });

  it('says that there is no likeness where people were drawn by chance', async () => {
    const drawn = await home.ids('hashint8extended(id, 4) % 10 = 0');
    const result = await home.search({ seed: { list: await home.listOf('drawn', drawn) }, size: 300 });
    expect(result.quality?.verdict).toBe('none');
    const last = result.curve.at(-1);
    expect(last?.lift.low).toBeLessThan(1);
    expect(last?.lift.high).toBeGreaterThan(1);
    expect(result.quality?.order.low).toBeLessThan(0.5);
  });

  it('takes no part of what names people, is the same for all, or must not decide', async () => {
    const result = await home.search({ seed: { list: await home.listOf('again', half) }, leaveOut: ['event:visit'] });
    const why = Object.fromEntries(result.leftOut.map((one) => [one.subject, one.why]));
    expect(why).toMatchObject({
      ...{
        'attribute:code': 'too_many_values',
        'attribute:planet': 'same_for_all',
        'attribute:origin': 'sensitive',
        'event:visit': 'asked',
      },
    });
    expect(result.parts.some(({ subject }) => subject in why)).toBe(false);
  });

  it('leaves out what defines a segment, until somebody puts it back', async () => {
    const condition = { all: [{ attribute: 'city', is: 'eq' as const, value: 'Lyon' }, { not: { tag: 'weekly' } }] };
    const { id: segment } = await home.segments.createSegment({ name: 'Lyon', condition });
    const plain = await home.search({ seed: { segment } });
    expect(plain.leftOut).toEqual(
      expect.arrayContaining([
        { subject: 'attribute:city', why: 'defines' },
        { subject: 'tag:weekly', why: 'defines' },
      ]),
    );
    const back = await home.search({ seed: { segment }, putBack: ['attribute:city'] });
    expect(back.leftOut.map(({ subject }) => subject)).not.toContain('attribute:city');
    expect(back.parts[0]?.subject).toBe('attribute:city');
    const listed = await home.lists.createList({ name: 'of Lyon', from: { segment } });
    expect((await home.search({ seed: { list: listed.id } })).leftOut).toContainEqual({ subject: 'attribute:city', why: 'defines' });
  });

  it('leaves out what by itself tells who is of the seed', async () => {
    await home.database.query(`UPDATE customers SET tags = tags || '{fair}' WHERE id = ANY ($1::bigint[])`, [half]);
    const result = await home.search({ seed: { list: await home.listOf('tagged', half) } });
    await home.database.query(`UPDATE customers SET tags = array_remove(tags, 'fair')`);
    expect(result.leftOut).toContainEqual({ subject: 'tag:fair', why: 'tells_all' });
  });

  it('refuses to be sure of too few, and of everybody', async () => {
    const few = await home.search({ seed: { list: await home.listOf('few', half.slice(0, 49)) } });
    expect(few).toMatchObject({ state: 'failed', refusal: 'seed_too_small' });
    const all = await home.search({ seed: { list: await home.listOf('all', await home.ids('true')) } });
    expect(all).toMatchObject({ state: 'failed', refusal: 'nobody_else' });
    expect(await home.database.query('SELECT 1 FROM look_alike_people WHERE look_alike_id = ANY ($1)', [[few.id, all.id]])).toEqual([]);
  });

  it('gives the same people again for the same number, and puts equals in another order for another', async () => {
    const list = await home.listOf('same', half);
    const [one, again, other] = [
      await home.search({ seed: { list } }),
      await home.search({ seed: { list } }),
      await home.search({ seed: { list }, salt: 7 }),
    ];
    const idsOf = async (id: string) => (await home.found(id)).map(({ customer }) => customer.id);
    expect(await idsOf(again.id)).toEqual(await idsOf(one.id));
    expect(await idsOf(other.id)).not.toEqual(await idsOf(one.id));
  });

  it('passes over who refused to be profiled, who is on a list that is left out, and who is not reached', async () => {
    const [refused, listed, reached] = [others.slice(0, 5), others.slice(5, 10), others.slice(10, 40)];
    await home.database.query(
      `INSERT INTO consents (customer_id, channel, granted, source, changed_at) SELECT id, 'profiling', false, 'test', $2::timestamptz FROM unnest($1::bigint[]) id
       UNION ALL SELECT id, 'email', true, 'test', $2::timestamptz FROM unnest($3::bigint[]) id`,
      [refused, NOW, [...refused, ...listed, ...reached, ...half]],
    );
    const list = await home.listOf('asked', half);
    const outside = await home.listOf('outside', listed);
    const result = await home.search({ seed: { list }, reach: 'email', excludeLists: [outside], size: 100 });
    expect((await home.found(result.id)).map(({ customer }) => customer.id).sort()).toEqual([...reached].sort());
    const everybody = await home.search({ seed: { list }, size: 3_000 });
    const found = [...(await home.found(everybody.id)).map(({ customer }) => customer.id)];
    expect(found.filter((id) => refused.includes(id))).toEqual([]);
    await home.database.query(`DELETE FROM consents`);
  });

  it('makes a list of as many as are wanted, but for who is erased or has refused since', async () => {
    const result = await home.search({ seed: { list: await home.listOf('seed', half) }, size: 50 });
    const people = (await home.found(result.id)).map(({ customer }) => customer.id);
    const made = await home.lists.createList({ name: 'alike', from: { lookAlike: { id: result.id, size: 20 } } });
    expect(made).toMatchObject({ people: 20, origin: { lookAlike: { id: result.id, size: 20 } } });
    const refused = people.slice(0, 1);
    await home.database.query(
      `INSERT INTO consents (customer_id, channel, granted, source, changed_at) VALUES ($1, 'profiling', false, 'test', $2)`,
      [refused[0], NOW],
    );
    expect((await home.lists.createList({ name: 'later', from: { lookAlike: { id: result.id, size: 20 } } })).people).toBe(19);
    await home.database.query('DELETE FROM consents');
    await home.lookAlikes.deleteLookAlike(result.id);
    await expect(home.lists.createList({ name: 'gone', from: { lookAlike: { id: result.id, size: 20 } } })).rejects.toMatchObject({
      code: 'nobody_alike',
    });
  });
});

describe('a search that is interrupted', () => {
  const begun = async () => {
    const list = await home.listOf('begun', half);
    const { id } = await home.lookAlikes.createLookAlike({
      seed: { list },
      size: 50,
      excludeLists: [],
      reach: null,
      putBack: [],
      leaveOut: [],
      salt: 1,
    });
    return id;
  };
  const people = (id: string) => home.database.query('SELECT 1 FROM look_alike_people WHERE look_alike_id = $1', [id]);

  it('goes on where it was when a worker died, with the same answer, and two workers take turns', async () => {
    const id = await begun();
    const dying = home.database.transaction.bind(home.database);
    let transactions = 0;
    const spy = jest.spyOn(home.database, 'transaction').mockImplementation(async (work, isolation) => {
      transactions += 1;
      if (transactions > 2) throw Object.assign(new Error('Connection terminated'), { code: '57P01' });
      return dying(work, isolation);
    });
    await expect(home.lookAlikes.run(id)).rejects.toThrow('terminated');
    spy.mockRestore();
    expect(await home.lookAlikes.lookAlike(id)).toMatchObject({ state: 'running', stepsDone: 1 });
    await Promise.all([home.lookAlikes.run(id), home.lookAlikes.run(id)]);
    const whole = await home.lookAlikes.lookAlike(id);
    expect(whole).toMatchObject({ state: 'done', found: 50 });
    const straight = await begun();
    await home.lookAlikes.run(straight);
    expect(await home.lookAlikes.lookAlike(straight)).toMatchObject({ quality: whole.quality, curve: whole.curve });
  });

  it('stops when it is called off, and keeps nobody', async () => {
    const id = await begun();
    expect(await home.lookAlikes.cancelLookAlike(id)).toMatchObject({ state: 'cancelled' });
    await home.lookAlikes.run(id);
    expect(await home.lookAlikes.lookAlike(id)).toMatchObject({ state: 'cancelled', found: null });
    expect(await people(id)).toEqual([]);
  });
});

it('finds the same people in a database with shards', async () => {
  const dealt = await world(4);
  const [whole, parts] = [
    await home.search({ seed: { list: await home.listOf('whole', half) } }),
    await dealt.search({ seed: { list: await dealt.listOf('parts', half) } }),
  ];
  const idsOf = (found: Awaited<ReturnType<typeof home.found>>) => found.map(({ customer }) => customer.id);
  expect(idsOf(await dealt.found(parts.id))).toEqual(idsOf(await home.found(whole.id)));
  expect(parts.quality).toEqual(whole.quality);
});
