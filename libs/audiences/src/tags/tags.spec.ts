import type { Condition } from '@wayfare/kernel';
import { actingAs } from '@wayfare/platform';
import { TAGS_NOW, tagWorld } from './testing/world.js';

const DAY_MS = 86_400_000;
const LYON: Condition = { attribute: 'city', is: 'eq', value: 'Lyon' };
const REAL_PEOPLE = `
  SELECT tag AS name, count(*)::int AS people FROM customers, unnest(tags) tag WHERE erased_at IS NULL GROUP BY tag ORDER BY tag COLLATE "C"`;

describe.each([1, 4])('a rule of a tag, on %i shards', (shards) => {
  it('puts it on everybody for whom it holds, takes it away when it no longer does, and tells journeys that listen, but not of its first look', async () => {
    const world = await tagWorld(shards);
    await world.listen('customer.tag_added');
    const [anna, ben, cleo] = [
      await world.person('anna', { attributes: { city: 'Lyon' } }),
      await world.person('ben', { attributes: { city: 'Nice' } }),
      await world.person('cleo', { attributes: { city: 'Lyon' }, consent: { profiling: false } }),
    ];
    const made = await world.tags.createTag({ name: 'lyonnais', condition: LYON }, 'manager');
    expect(made).toMatchObject({ state: 'proposed', people: 0, foundAt: null });
    await world.settle();
    expect(await Promise.all([anna, ben, cleo].map(world.tagsOf))).toEqual([['lyonnais'], [], []]);
    expect(await world.tags.tag('lyonnais')).toMatchObject({
      people: 1,
      foundAt: TAGS_NOW.toISOString(),
      origins: [{ origin: 'rule', added: 1 }],
    });
    expect(await world.told()).toEqual([]);
    await world.person('ben', { attributes: { city: 'Lyon' } });
    await world.person('anna', { attributes: { city: 'Metz' } });
    await world.settle();
    expect(await Promise.all([anna, ben, cleo].map(world.tagsOf))).toEqual([[], ['lyonnais'], []]);
    // nobody listens for what is taken away
    expect(await world.told()).toEqual([{ customer: ben, name: 'customer.tag_added', tag: 'lyonnais' }]);
    expect(world.announced).toHaveLength(1);
    expect((await world.computations.latest('tags')).latest).toMatchObject({ scope: 'touched', state: 'done' });
    expect(await world.database.query('SELECT 1 FROM tag_news')).toEqual([]);
  });

  it('is asked again each night of what time alone brings about, and of everybody when it is changed, without telling', async () => {
    const world = await tagWorld(shards);
    await world.listen('customer.tag_removed');
    const anna = await world.person('anna', { attributes: { since: '2027-03-25T00:00:00.000Z', city: 'Lyon' } });
    const ben = await world.person('ben', { attributes: { city: 'Lyon' } });
    await world.tags.createTag({ name: 'fresh', condition: { attribute: 'since', is: 'after', value: { ago: 'P10D' } } }, 'admin');
    await world.settle();
    expect(await world.tagsOf(anna)).toEqual(['fresh']);
    world.clock.moveTo(new Date(TAGS_NOW.getTime() + 9 * DAY_MS));
    await world.settle();
    expect(await world.tagsOf(anna)).toEqual([]);
    expect(await world.told()).toEqual([{ customer: anna, name: 'customer.tag_removed', tag: 'fresh' }]);
    await world.tags.changeTag('fresh', { condition: LYON });
    await world.settle();
    await world.tags.changeTag('fresh', { condition: { not: LYON } });
    await world.settle();
    expect(await Promise.all([anna, ben].map(world.tagsOf))).toEqual([[], []]);
    expect(await world.told()).toHaveLength(1);
  });
});

describe('rules of tags', () => {
  it('may ask for tags of other rules, in whatever order they were made, but not go round in a circle', async () => {
    const world = await tagWorld();
    const anna = await world.person('anna', { attributes: { city: 'Lyon' } });
    await world.tags.createTag({ name: 'a', condition: { tag: 'b' } }, 'admin');
    await world.tags.createTag({ name: 'b', condition: LYON }, 'admin');
    await world.settle();
    expect(await world.tagsOf(anna)).toEqual(['b', 'a']);
    await expect(world.tags.changeTag('b', { condition: { any: [LYON, { tag: 'a' }] } })).rejects.toMatchObject({
      code: 'tag_cycle',
      status: 422,
    });
    await expect(world.tags.createTag({ name: 'c', condition: { tag: 'c' } }, 'admin')).rejects.toMatchObject({ code: 'tag_cycle' });
    await expect(world.tags.createTag({ name: 'a' }, 'admin')).rejects.toMatchObject({ code: 'tag_taken' });
    await expect(world.tags.changeTag('b', { archived: true })).rejects.toMatchObject({
      code: 'in_use',
      detail: { body: { uses: [{ kind: 'tag', name: 'a' }] } },
    });
  });

  it('overrule whoever puts or takes their tag: a page is refused, an interface keeps it, a journey or a file is put right', async () => {
    const world = await tagWorld();
    const anna = await world.person('anna', { attributes: { city: 'Lyon' }, tags: ['vip'] });
    const ben = await world.person('ben');
    await world.tags.createTag({ name: 'lyonnais', condition: LYON }, 'admin');
    await world.settle();
    await expect(world.tags.changeCustomerTags(anna, { add: [], remove: ['lyonnais'] })).rejects.toMatchObject({
      code: 'tag_by_rule',
      status: 409,
    });
    await world.person('anna', { tags: ['gold'] });
    await world.person('ben', { tags: ['lyonnais', 'gold'] });
    expect(await Promise.all([anna, ben].map(world.tagsOf))).toEqual([['gold', 'lyonnais'], ['gold']]);
    await world.database.query(`UPDATE customers SET tags = CASE WHEN id = $1 THEN '{gold}' ELSE '{gold,lyonnais}' END::text[]`, [anna]);
    await world.settle();
    expect(await Promise.all([anna, ben].map(world.tagsOf))).toEqual([['gold', 'lyonnais'], ['gold']]);
    await world.tags.changeTag('lyonnais', { condition: null });
    await world.person('anna', { attributes: { city: 'Metz' } });
    await world.settle();
    expect(await world.tagsOf(anna)).toEqual(['gold', 'lyonnais']);
  });
});

describe.each([1, 4])('the history of tags, on %i shards', (shards) => {
  it('says who put them and when, how many people have each, and nothing of who was erased', async () => {
    const world = await tagWorld(shards);
    const anna = await world.person('anna', { tags: ['vip', 'tea'] });
    const ben = await actingAs('user:7', () => world.person('ben', { tags: ['tea', 'Ben from Bern'] }));
    world.clock.moveTo(new Date(TAGS_NOW.getTime() + 1000));
    await world.tags.changeCustomerTags(anna, { add: ['gold'], remove: ['vip'] });
    const { tags, changes } = await world.tags.customerTags(anna);
    expect(tags.map(({ name, since }) => [name, since?.origin])).toEqual([
      ['tea', 'api'],
      ['gold', 'hand'],
    ]);
    expect(changes.map(({ name, isAdded, origin }) => [name, isAdded, origin]).sort()).toEqual([
      ['gold', true, 'hand'],
      ['tea', true, 'api'],
      ['vip', false, 'hand'],
      ['vip', true, 'api'],
    ]);
    const peopleSaid = async () => (await world.tags.tags({})).items.flatMap(({ name, people }) => (people > 0 ? [{ name, people }] : []));
    expect(await peopleSaid()).toEqual(await world.database.query(REAL_PEOPLE));
    await world.tags.sweep();
    expect(await peopleSaid()).toEqual(await world.database.query(REAL_PEOPLE));
    await world.database.transaction((tx) => world.customers.eraseData(tx, ben));
    expect(await peopleSaid()).toEqual([
      { name: 'gold', people: 1 },
      { name: 'tea', people: 1 },
    ]);
    expect(await world.database.query('SELECT 1 FROM tag_changes WHERE customer_id = $1', [ben])).toEqual([]);
    expect(await world.database.query("SELECT 1 FROM tag_batches WHERE tag = 'Ben from Bern'")).toEqual([]);
    const history = await world.tags.tagHistory('vip', { limit: 1 });
    expect(history.items).toMatchObject([{ origin: 'hand', added: 0, removed: 1 }]);
    const rest = await world.tags.tagHistory('vip', { limit: 1, cursor: history.next ?? '' });
    expect(rest).toMatchObject({ items: [{ origin: 'api', added: 1, removed: 0 }], next: null });
  });

  it('is forgotten after a while, and the numbers stay', async () => {
    const world = await tagWorld(shards);
    const anna = await world.person('anna', { tags: ['tea'] });
    await world.tags.sweep();
    world.clock.moveTo(new Date(TAGS_NOW.getTime() + 401 * DAY_MS));
    await world.tags.sweep();
    expect(await world.tags.customerTags(anna)).toEqual({
      tags: [{ name: 'tea', state: 'proposed', isByRule: false, since: null }],
      changes: [],
    });
    expect(await world.tags.tag('tea')).toMatchObject({ people: 1, origins: [] });
  });
});

describe('the catalogue', () => {
  it('has what came in with people as proposed until somebody agrees', async () => {
    const world = await tagWorld();
    await world.person('anna', { tags: ['tea'] });
    expect(await world.tags.tags({ show: 'proposed' })).toMatchObject({ items: [{ name: 'tea', state: 'proposed' }] });
    expect(await world.tags.tagRun()).toEqual({ proposed: 1, run: null });
    expect(await world.tags.approveTag('tea')).toMatchObject({ state: 'approved' });
    expect(await world.tags.tags({ show: 'proposed' })).toMatchObject({ items: [] });
    await world.tags.changeTag('tea', { archived: true, description: 'Drinks tea' });
    expect((await world.tags.tags({})).items).toEqual([]);
    expect((await world.customers.catalogue()).tags).toEqual([]);
    expect(await world.tags.tags({ show: 'archived' })).toMatchObject({ items: [{ name: 'tea', description: 'Drinks tea', people: 1 }] });
    await expect(world.tags.tag('coffee')).rejects.toMatchObject({ code: 'not_found' });
  });
});
