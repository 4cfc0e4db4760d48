import type { Condition } from '@wayfare/kernel';
import { resolveSegments } from '../condition/resolve.js';
import { conditionToSql } from '../condition/to-sql.js';
import { TAGS_NOW, tagWorld } from './testing/world.js';

const LYON: Condition = { attribute: 'city', is: 'eq', value: 'Lyon' };
const NAMED = 'SELECT name, people::int AS people FROM tag_catalogue ORDER BY name';

/** People by whether they have tags under these names, as any condition asks. */
const whoHas = async ({ database }: Awaited<ReturnType<typeof tagWorld>>, condition: Condition): Promise<string[]> => {
  const { text, parameters } = conditionToSql(await resolveSegments(database, condition), {
    now: TAGS_NOW,
    firstParameter: 1,
    customer: 'c',
  });
  const rows = await database.query<{ name: string }>(
    `SELECT external_id AS name FROM customers c WHERE erased_at IS NULL AND ${text} ORDER BY 1`,
    parameters,
  );
  return rows.map(({ name }) => name);
};

describe.each([1, 4])('a tag that is renamed, on %i shards', (shards) => {
  it('keeps its people, history, rule and whatever names it, before and after everybody has the new name, and tells no journey', async () => {
    const world = await tagWorld(shards);
    const { tags, tagsOf } = world;
    const [anna, ben] = [await world.person('anna', { tags: ['tea', 'vip'] }), await world.person('ben', { tags: ['vip'] })];
    await world.listen('customer.tag_added');
    await tags.createTag({ name: 'fan', description: 'Likes us', condition: { tag: 'vip' } }, 'admin');
    await world.settle();
    const renamed = await tags.renameTag('vip', { name: 'gold' });
    expect(renamed).toMatchObject({ name: 'gold', people: 2 });
    // nobody has been written yet
    expect(await tagsOf(ben)).toEqual(['vip', 'fan']);
    for (const name of ['vip', 'gold'])
      expect(await whoHas(world, { all: [{ tag: name }, { not: { tag: 'x' } }] })).toEqual(['anna', 'ben']);
    expect((await tags.customerTags(ben)).tags.map(({ name }) => name)).toEqual(['gold', 'fan']);
    await world.settle();
    expect(await Promise.all([anna, ben].map(tagsOf))).toEqual([
      ['tea', 'gold', 'fan'],
      ['gold', 'fan'],
    ]);
    expect(await whoHas(world, { tag: 'vip' })).toEqual(['anna', 'ben']);
    expect(await tags.tag('vip')).toMatchObject({
      name: 'gold',
      people: 2,
      origins: [{ origin: 'api', added: 2, removed: 0 }],
      uses: [{ kind: 'tag', name: 'fan' }],
      formerNames: [{ name: 'vip', how: 'renamed' }],
    });
    expect((await tags.customerTags(anna)).changes.map(({ name }) => name).sort()).toEqual(['fan', 'gold', 'tea']);
    expect(await world.told()).toEqual([]);
    expect(await world.database.query(NAMED)).toEqual(
      [
        { name: 'fan', people: 2 },
        { name: 'gold', people: 2 },
        { name: 'tea', people: 1 },
      ].map((row) => expect.objectContaining({ name: row.name })),
    );
  });

  it('still comes in under its former name, from whoever writes it, and is one tag', async () => {
    const world = await tagWorld(shards);
    const { tags, tagsOf, database } = world;
    const anna = await world.person('anna', { tags: ['vip'] });
    const ben = await world.person('ben');
    await tags.renameTag('vip', { name: 'gold' });
    await world.settle();
    await world.listen('customer.tag_added');
    await world.person('ben', { tags: ['tea', 'vip'] });
    expect(await tagsOf(ben)).toEqual(['tea', 'gold']);
    await tags.changeCustomerTags(anna, { add: [], remove: ['vip'] });
    expect(await tagsOf(anna)).toEqual([]);
    // what knows nothing of names is put right within seconds
    await database.query(`UPDATE customers SET tags = '{vip,gold}' WHERE id = $1`, [anna]);
    await world.settle();
    expect(await tagsOf(anna)).toEqual(['gold']);
    expect((await world.told()).filter(({ tag }) => tag !== 'tea')).toEqual(
      [anna, ben].sort((a, b) => Number(a) - Number(b)).map((customer) => ({ customer, name: 'customer.tag_added', tag: 'gold' })),
    );
    await tags.sweep();
    expect(await tags.tag('gold')).toMatchObject({ people: 2 });
    expect((await database.query<{ name: string }>(NAMED)).map(({ name }) => name)).toEqual(['gold', 'tea']);
  });
});

describe('names of tags', () => {
  it('can be given back, and given again and again: each former name leads to the tag', async () => {
    const world = await tagWorld();
    await world.person('anna', { tags: ['a'] });
    await world.tags.renameTag('a', { name: 'b' });
    await world.tags.renameTag('b', { name: 'c' });
    await world.settle();
    expect(await whoHas(world, { tag: 'a' })).toEqual(['anna']);
    await world.tags.renameTag('c', { name: 'a' });
    await world.settle();
    expect(await world.tags.tag('a')).toMatchObject({ people: 1, formerNames: [{ name: 'b' }, { name: 'c' }] });
    expect(await whoHas(world, { tag: 'b' })).toEqual(['anna']);
    await expect(world.tags.renameTag('a', { name: 'a' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(world.tags.createTag({ name: 'c' }, 'admin')).rejects.toMatchObject({ code: 'tag_taken' });
  });

  it('are refused where they are taken, or a journey under way waits for the tag by its name', async () => {
    const world = await tagWorld();
    await world.person('anna', { tags: ['a', 'b'] });
    await expect(world.tags.renameTag('a', { name: 'b' })).rejects.toMatchObject({ code: 'tag_taken' });
    await expect(world.tags.renameTag('z', { name: 'y' })).rejects.toMatchObject({ code: 'not_found' });
    await world.listen('customer.tag_added');
    await world.database.query('UPDATE journey_versions SET plan = $1', [
      JSON.stringify({
        steps: { a: { kind: 'event-entry', event: 'customer.tag_added', where: [{ property: 'tag', is: 'eq', value: 'a' }] } },
      }),
    ]);
    await expect(world.tags.renameTag('a', { name: 'c' })).rejects.toMatchObject({ code: 'tag_awaited', status: 409 });
    await world.tags.renameTag('b', { name: 'c' });
  });
});

describe.each([1, 4])('two tags that become one, on %i shards', (shards) => {
  it('have the people of both, each once, and the history and names of both', async () => {
    const world = await tagWorld(shards);
    const { tags, tagsOf } = world;
    const people = [
      await world.person('both', { tags: ['vip', 'gold'] }),
      await world.person('one', { tags: ['vip'] }),
      await world.person('other', { tags: ['gold'] }),
    ];
    await tags.createTag({ name: 'fan', condition: { tag: 'vip' } }, 'admin');
    await world.settle();
    expect((await Promise.all(people.map(tagsOf))).map((of) => of?.includes('fan'))).toEqual([true, true, false]);
    expect(await tags.mergeTag('vip', { into: 'gold' })).toMatchObject({ name: 'gold', people: 3 });
    await world.settle();
    expect(await Promise.all(people.map(tagsOf))).toEqual([
      ['gold', 'fan'],
      ['gold', 'fan'],
      ['gold', 'fan'],
    ]);
    await tags.sweep();
    expect(await tags.tag('gold')).toMatchObject({
      people: 3,
      origins: [{ origin: 'api', added: 4 }],
      formerNames: [{ name: 'vip', how: 'merged' }],
    });
    expect(await whoHas(world, { not: { tag: 'vip' } })).toEqual([]);
    await world.person('late', { tags: ['vip'] });
    expect(await tags.tag('gold')).toMatchObject({ people: 4 });
  });
});

describe('two tags', () => {
  it('do not become one where a rule says who has one of them, nor a tag one with itself', async () => {
    const world = await tagWorld();
    await world.person('anna', { tags: ['a'] });
    await world.tags.createTag({ name: 'ruled', condition: LYON }, 'admin');
    await expect(world.tags.mergeTag('a', { into: 'ruled' })).rejects.toMatchObject({ code: 'tag_has_rule' });
    await expect(world.tags.mergeTag('ruled', { into: 'a' })).rejects.toMatchObject({ code: 'tag_has_rule' });
    await expect(world.tags.mergeTag('a', { into: 'a' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(world.tags.mergeTag('a', { into: 'none' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
