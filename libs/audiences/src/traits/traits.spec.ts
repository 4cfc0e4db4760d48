import { TRAIT_TAKES, type TraitFormula, traitField } from '@wayfare/contracts';
import { storeEvents, storePerson } from '@wayfare/customers/testing';
import { ITEM_FIELDS, ORDER_ROWS, type PersonFacts } from '@wayfare/kernel';
import { people, profileWith, TEST_NOW, VOCABULARY } from '@wayfare/kernel/testing';
import { testDatabase } from '@wayfare/platform/testing';
import fc from 'fast-check';
import { traitOf } from './testing/oracle.js';
import { traitWorld } from './testing/world.js';
import { traitRows } from './trait-to-sql.js';

const DAY_MS = 86_400_000;
const ZONE = 'Asia/Shanghai';
const daysAgo = (days: number): Date => new Date(TEST_NOW.getTime() - days * DAY_MS);

const ORDERED = [...ITEM_FIELDS, 'sku'];
const wheres = (fields: readonly string[]) =>
  fc.array(
    fc.record({
      property: fc.constantFrom(...fields),
      is: fc.constantFrom('exists' as const, 'eq' as const, 'ne' as const, 'gt' as const),
      value: fc.constantFrom(true, 5, 'Berlin'),
    }),
    { maxLength: 1 },
  );
const windows = { within: fc.constantFrom('P7D', 'P30D', 'PT1H'), from: fc.constant('2027-02-24'), to: fc.constant('2027-03-20') };
const happened = (): fc.Arbitrary<TraitFormula['over']> =>
  fc.oneof(
    fc.record(
      { event: fc.constantFrom(...VOCABULARY.events, 'never'), ...windows, where: wheres(VOCABULARY.properties) },
      { requiredKeys: ['event'] },
    ),
    fc.record({ order: fc.constantFrom(...ORDER_ROWS), ...windows, where: wheres(ORDERED) }, { requiredKeys: ['order'] }),
  );
const formulas = (): fc.Arbitrary<TraitFormula> =>
  fc.tuple(fc.constantFrom(...TRAIT_TAKES), happened(), happened(), fc.boolean(), fc.nat()).map(([take, over, against, isOfField, at]) => {
    const fields = 'event' in over ? VOCABULARY.properties : ORDERED;
    const needs = traitField(take);
    const of = needs === 'must' || (needs === 'may' && isOfField) ? fields[at % fields.length] : undefined;
    return { take, over, ...(of === undefined ? {} : { of }), ...(take === 'ratio' ? { against } : {}) };
  });

const rollBack = new Error('roll back');

describe('a trait in SQL', () => {
  it('comes to what the plainest evaluation finds, for random formulas on random people', async () => {
    const database = await testDatabase();
    const group = fc
      .array(people({ lists: [] }), { minLength: 1, maxLength: 3 })
      .map((all) =>
        all.map((person, at): PersonFacts => ({ ...person, id: String(at + 1), externalId: null, email: null, phone: null, scores: {} })),
      );
    await fc.assert(
      fc.asyncProperty(group, fc.array(formulas(), { minLength: 4, maxLength: 12 }), async (persons, asked) => {
        const work = database.transaction(async (tx) => {
          for (const person of persons) await storePerson(tx, person);
          const { text, parameters } = traitRows(
            asked.map((formula, at) => ({ name: String(at), formula })),
            { text: 'true', parameters: [] },
            { now: TEST_NOW, zone: ZONE },
          );
          const rows = await tx.query<{ patch: Record<string, unknown> }>(`${text} ORDER BY c.id`, [...parameters]);
          const expected = persons.map((person) => asked.map((formula) => traitOf(formula, person, TEST_NOW, ZONE) ?? null));
          expect(rows.map(({ patch }) => asked.map((_, at) => patch[at]))).toEqual(expected);
          throw rollBack;
        });
        await expect(work).rejects.toBe(rollBack);
      }),
      { numRuns: 200 },
    );
  }, 180_000);
});

const visit = (days: number, page: string) => ({ name: 'visit', occurredAt: daysAgo(days), properties: { page } });
const VISITS: TraitFormula = { take: 'count', over: { event: 'visit', within: 'P30D' } };
const create = { name: 'visits', description: 'Visits of the last month', formula: VISITS };

describe.each([1, 4])('a trait, on %i shards', (shards) => {
  const peopled = async () => {
    const world = await traitWorld(shards);
    const events = [visit(2, '/tea'), visit(29, '/tea'), visit(29, '/coffee')];
    await storePerson(world.database, { ...profileWith({ id: '1' }), events });
    await storePerson(world.database, profileWith({ id: '2', externalId: 'b', email: null, phone: null }));
    await storePerson(world.database, {
      ...profileWith({ id: '3', externalId: 'c', email: null, phone: null, consent: { profiling: false } }),
      events,
    });
    return world;
  };

  it('is worked out at once for everybody who may be profiled, stands as an attribute that nobody else owns, and moves with each night', async () => {
    const world = await peopled();
    expect(await world.traits.createTrait(create)).toMatchObject({ kind: 'number', foundAt: null });
    await world.traits.createTrait({
      ...{ name: 'last_page', description: 'Where they were last' },
      formula: { take: 'last', of: 'page', over: { event: 'visit' } },
    });
    await world.settle();
    expect(await world.valuesOf('visits')).toEqual({ 1: 3, 2: 0 });
    expect(await world.valuesOf('last_page')).toEqual({ 1: '/tea' });
    expect(await world.traits.traits()).toMatchObject({
      items: [{ name: 'last_page' }, { name: 'visits', foundAt: TEST_NOW.toISOString() }],
      run: { state: 'done' },
    });
    expect(await world.database.query("SELECT owner, source, kind FROM attribute_catalogue WHERE name = 'visits'")).toEqual([
      { owner: 'traits', source: 'computed', kind: 'number' },
    ]);
    world.clock.moveTo(new Date(TEST_NOW.getTime() + 2 * DAY_MS));
    await world.settle();
    expect(await world.valuesOf('visits')).toEqual({ 1: 1, 2: 0 });
  });

  it('is worked out anew when it is changed, rests while it is paused, and goes from everybody when it is deleted', async () => {
    const world = await peopled();
    await world.traits.createTrait(create);
    await world.settle();
    await world.traits.changeTrait('visits', { formula: { ...VISITS, over: { event: 'visit', within: 'P7D' } } });
    await world.settle();
    expect(await world.valuesOf('visits')).toEqual({ 1: 1, 2: 0 });
    await world.traits.changeTrait('visits', { paused: true });
    await storeEvents(world.database, '2', [visit(1, '/tea')], TEST_NOW);
    await world.traits.computeTraits();
    await world.settle();
    expect(await world.valuesOf('visits')).toEqual({ 1: 1, 2: 0 });
    await world.traits.changeTrait('visits', { paused: false });
    await world.settle();
    expect(await world.valuesOf('visits')).toEqual({ 1: 1, 2: 1 });
    await world.traits.deleteTrait('visits');
    expect(await world.traits.traits()).toMatchObject({ items: [{ name: 'visits', isLeaving: true }] });
    await world.settle();
    expect(await world.valuesOf('visits')).toEqual({});
    expect(await world.traits.traits()).toMatchObject({ items: [] });
    expect(await world.database.query("SELECT 1 FROM attribute_catalogue WHERE name = 'visits'")).toEqual([]);
    await expect(world.traits.deleteTrait('visits')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('shows before it is saved what it comes to for whom, and writes nothing', async () => {
    const world = await peopled();
    const preview = await world.traits.previewTrait({ formula: VISITS });
    expect(preview).toEqual({
      ...{ people: 2, having: 2, numbers: { min: 0, median: 1.5, average: 1.5, max: 3 } },
      values: [
        { value: '0', people: 1 },
        { value: '3', people: 1 },
      ],
      sample: [expect.objectContaining({ id: '1', value: '3' }), { id: '2', name: 'b', value: '0' }],
    });
    const page: TraitFormula = { take: 'most_frequent', of: 'page', over: { event: 'visit' } };
    expect(await world.traits.previewTrait({ formula: page })).toMatchObject({ having: 1, numbers: null, values: [{ value: '/tea' }] });
    expect(await world.valuesOf('visits')).toEqual({});
  });
});

describe('the name of a trait', () => {
  it('is refused where customers have such an attribute already, or where there is such a trait', async () => {
    const world = await traitWorld();
    await world.database.query(
      "INSERT INTO attribute_catalogue (name, kind, source, first_seen_at) VALUES ('city', 'text', 'customers', $1)",
      [TEST_NOW],
    );
    await expect(world.traits.createTrait({ ...create, name: 'city' })).rejects.toMatchObject({ code: 'attribute_taken', status: 409 });
    await world.traits.createTrait(create);
    await expect(world.traits.createTrait(create)).rejects.toMatchObject({ code: 'attribute_taken' });
    expect((await world.traits.traits()).items).toHaveLength(1);
  });

  it('is not given up while a segment or a rule of a tag asks for it', async () => {
    const world = await traitWorld();
    await world.traits.createTrait(create);
    const condition = JSON.stringify({ all: [{ attribute: 'visits', is: 'gt', value: 2 }] });
    await world.database.query("INSERT INTO tag_catalogue (name, state, condition, first_seen_at) VALUES ('regular', 'approved', $1, $2)", [
      condition,
      TEST_NOW,
    ]);
    await expect(world.traits.deleteTrait('visits')).rejects.toMatchObject({
      code: 'in_use',
      detail: { body: { uses: [{ kind: 'tag', id: 'regular', name: 'regular' }] } },
    });
    await world.database.query('DELETE FROM tag_catalogue');
    await world.database.query('INSERT INTO segments (name, condition, created_at, updated_at) VALUES ($1, $2, $3, $3)', [
      ...['Regulars', condition, TEST_NOW],
    ]);
    await expect(world.traits.deleteTrait('visits')).rejects.toMatchObject({ detail: { body: { uses: [{ kind: 'segment' }] } } });
  });
});
